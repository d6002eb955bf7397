package org.zhaoku.verifier.pki;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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

/**
 * An SM2 private key in memory, for signers without a hardware module. Its text form says nothing of the key. Safe for use by
 * several threads.
 */
public final class Sm2PrivateKey {
    // CustomNamedCurves has the curve with its own reduction; the one of GMNamedCurves is seven times slower
    private static final ECDomainParameters DOMAIN = new ECDomainParameters(CustomNamedCurves.getByName("sm2p256v1"));

    private final ECPrivateKeyParameters parameters;
    private final Queue<Prepared> idle = new ConcurrentLinkedQueue<>();

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
        Prepared prepared = prepared(userId, random);
        prepared.signer.update(message.toArray(), 0, message.size());
        try {
            var signature = new Sm2Signature(Bytes.of(prepared.signer.generateSignature()));
            idle.offer(prepared);
            return signature;
        } catch (CryptoException e) {
            throw new IllegalStateException("SM2 signing failed", e);
        }
    }

    // one for each thread that signs at the same time: preparing computes the public key, which costs as much as a
    // signature
    private Prepared prepared(Sm2UserId userId, SecureRandom random) {
        Prepared kept = idle.poll();
        return kept != null && kept.isFor(userId, random) ? kept : new Prepared(parameters, userId, random);
    }

    private static final class Prepared {
        private final SM2Signer signer = new SM2Signer(PlainDSAEncoding.INSTANCE);
        private final Sm2UserId userId;
        private final SecureRandom random;

        Prepared(ECPrivateKeyParameters key, Sm2UserId userId, SecureRandom random) {
            this.userId = userId;
            this.random = random;
            signer.init(
                    true,
                    new ParametersWithID(
                            new ParametersWithRandom(key, random),
                            userId.value().toArray()));
        }

        boolean isFor(Sm2UserId userId, SecureRandom random) {
            return this.random == random && this.userId.equals(userId);
        }
    }

    @Override
    public String toString() {
        return "SM2 private key";
    }
}
