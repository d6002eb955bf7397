package org.zhaoku.gateway.keys;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.sm.Sm3;

/**
 * Makes SM2 keys and their certificates (GB/T 20518) for trying out; a real department brings a certificate of a licensed CA.
 * Signed with SM3withSM2; random serial numbers of 128 bits.
 */
final class LocalAuthority {
    // GM/T 0015-2023 as others write it; its text was not at hand, so the subject's serialNumber says the same
    private static final ASN1ObjectIdentifier CREDIT_CODE = new ASN1ObjectIdentifier("1.2.156.10260.4.4");
    private static final String CURVE = "sm2p256v1";
    private static final String SIGNATURE = "SM3withSM2";
    private static final int AUTHORITY_YEARS = 20;
    private static final int LEAF_YEARS = 5;
    private static final int SERIAL_BITS = 128;
    private static final int KEY_IDENTIFIER_LENGTH = 20;

    private final BouncyCastleProvider provider;
    private final Clock clock;
    private final SecureRandom random;

    LocalAuthority(BouncyCastleProvider provider, Clock clock, SecureRandom random) {
        this.provider = provider;
        this.clock = clock;
        this.random = random;
    }

    /** A new authority with a self-signed certificate. */
    KeyEntry create() {
        X500Name name = name("Zhaoku local CA - for trial only", Optional.empty());
        KeyPair pair = generate();
        Instant now = now();
        try {
            X509v3CertificateBuilder builder = builder(name, now, plusYears(now, AUTHORITY_YEARS), name, pair)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            return new KeyEntry(pair.getPrivate(), sign(builder, pair));
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("no certificate could be made", e);
        }
    }

    /**
     * A new key with a certificate of this authority, for signing.
     *
     * @param organisation name of its owner, 1 to 64 characters
     * @param creditCode the owner's unified social credit code, if it has one
     */
    KeyEntry issue(KeyEntry authority, String organisation, Optional<String> creditCode) {
        KeyPair pair = generate();
        Instant now = now();
        Instant end = authority.certificate().getNotAfter().toInstant();
        Instant wanted = plusYears(now, LEAF_YEARS);
        try {
            X500Name issuer = new JcaX509CertificateHolder(authority.certificate()).getSubject();
            X509v3CertificateBuilder builder = leaf(
                            builder(
                                    issuer,
                                    now,
                                    wanted.isBefore(end) ? wanted : end,
                                    name(organisation, creditCode),
                                    pair),
                            creditCode)
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            new AuthorityKeyIdentifier(keyIdentifier(
                                    authority.certificate().getPublicKey().getEncoded())));
            return new KeyEntry(
                    pair.getPrivate(),
                    sign(builder, new KeyPair(authority.certificate().getPublicKey(), authority.key())));
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("no certificate could be made", e);
        }
    }

    /**
     * A new key for signing with a certificate that it signs itself: what the ledger's registry takes is the key.
     *
     * @param organisation name of its owner, 1 to 64 characters
     * @param creditCode the owner's unified social credit code
     */
    KeyEntry selfSigned(String organisation, String creditCode) {
        KeyPair pair = generate();
        Instant now = now();
        X500Name name = name(organisation, Optional.of(creditCode));
        try {
            return new KeyEntry(
                    pair.getPrivate(),
                    sign(
                            leaf(builder(name, now, plusYears(now, LEAF_YEARS), name, pair), Optional.of(creditCode)),
                            pair));
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("no certificate could be made", e);
        }
    }

    private static X509v3CertificateBuilder leaf(X509v3CertificateBuilder builder, Optional<String> creditCode)
            throws IOException {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        return creditCode.isEmpty()
                ? builder
                : builder.addExtension(CREDIT_CODE, false, new DERPrintableString(creditCode.get()));
    }

    /** Whether the certificate's subject is the organisation with this credit code. */
    static boolean names(X509Certificate certificate, String creditCode) {
        return names(X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()), creditCode);
    }

    /** Whether the subject is the organisation with this credit code. */
    static boolean names(X500Name subject, String creditCode) {
        return Arrays.stream(subject.getRDNs(BCStyle.SERIALNUMBER))
                .anyMatch(rdn ->
                        IETFUtils.valueToString(rdn.getFirst().getValue()).equals(creditCode));
    }

    private X509v3CertificateBuilder builder(X500Name issuer, Instant from, Instant to, X500Name subject, KeyPair pair)
            throws IOException {
        return new JcaX509v3CertificateBuilder(
                        issuer,
                        new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1),
                        Date.from(from),
                        Date.from(to),
                        subject,
                        pair.getPublic())
                .addExtension(
                        Extension.subjectKeyIdentifier,
                        false,
                        new SubjectKeyIdentifier(keyIdentifier(pair.getPublic().getEncoded())));
    }

    private X509Certificate sign(X509v3CertificateBuilder builder, KeyPair signer)
            throws GeneralSecurityException, OperatorCreationException {
        X509Certificate certificate = new JcaX509CertificateConverter()
                .setProvider(provider)
                .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE)
                        .setProvider(provider)
                        .setSecureRandom(random)
                        .build(signer.getPrivate())));
        certificate.verify(signer.getPublic(), provider);
        return certificate;
    }

    private KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
            generator.initialize(new ECGenParameterSpec(CURVE), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no SM2 key could be made", e);
        }
    }

    private static X500Name name(String organisation, Optional<String> creditCode) {
        var builder =
                new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.C, "CN").addRDN(BCStyle.O, organisation);
        creditCode.ifPresent(code -> builder.addRDN(BCStyle.SERIALNUMBER, code));
        return builder.build();
    }

    private static byte[] keyIdentifier(byte[] publicKey) {
        return Sm3.digest(Bytes.of(publicKey)).slice(0, KEY_IDENTIFIER_LENGTH).toArray();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private static Instant plusYears(Instant from, int years) {
        return from.atOffset(ZoneOffset.UTC).plusYears(years).toInstant();
    }
}
