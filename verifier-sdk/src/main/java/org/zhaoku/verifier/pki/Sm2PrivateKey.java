package org.zhaoku.verifier.pki;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.sm.Sm2PublicKey;
import org.zhaoku.verifier.sm.Sm2Signature;
import org.zhaoku.verifier.sm.Sm2UserId;

/** An SM2 private key in memory, for signers without a hardware module. Its text form says nothing of the key. */
public final class Sm2PrivateKey {
    // CustomNamedCurves has the curve with its own reduction; the one of GMNamedCurves is seven times slower
    private static final ECDomainParameters DOMAIN = new ECDomainParameters(CustomNamedCurves.getByName("sm2p256v1"));

    private final ECPrivateKeyParameters parameters;

    private Sm2PrivateKey(BigInteger d) {
        this.parameters = new ECPrivateKeyParameters(d, DOMAIN);
    }

    /**
     * The key with scalar {@code d}.
     *
     * @throws IllegalArgumentException if {@code d} does not lie in 1…n−2 (GB/T 32918.1 §6.1)
     */
    public static Sm2PrivateKey of(BigInteger d) {
        if (d.signum() <= 0 || d.compareTo(DOMAIN.getN().subtract(BigInteger.TWO)) > 0) {
            throw new IllegalArgumentException("expected an SM2 private key in 1…n−2");
        }
        return new Sm2PrivateKey(d);
    }

    /** A fresh key. */
    public static Sm2PrivateKey generate(SecureRandom random) {
        var generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(DOMAIN, random));
        return of(((ECPrivateKeyParameters) generator.generateKeyPair().getPrivate()).getD());
    }

    public Sm2PublicKey publicKey() {
        return Sm2PublicKey.of(Bytes.of(new FixedPointCombMultiplier()
                .multiply(DOMAIN.getG(), parameters.getD())
                .getEncoded(false)));
    }

    /** Signs {@code message} with the default user id. */
    public Sm2Signature sign(Bytes message, SecureRandom random) {
        return sign(message, Sm2UserId.DEFAULT, random);
    }

    /** Signs {@code message} (GB/T 32918.2 §6); two signatures over one message differ. */
    public Sm2Signature sign(Bytes message, Sm2UserId userId, SecureRandom random) {
        var signer = new SM2Signer(PlainDSAEncoding.INSTANCE);
        signer.init(
                true,
                new ParametersWithID(
                        new ParametersWithRandom(parameters, random),
                        userId.value().toArray()));
        signer.update(message.toArray(), 0, message.size());
        try {
            return new Sm2Signature(Bytes.of(signer.generateSignature()));
        } catch (CryptoException e) {
            throw new IllegalStateException("SM2 signing failed", e);
        }
    }

    @Override
    public String toString() {
        return "SM2 private key";
    }
}
