package org.zhaoku.verifier.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.pki.Sm2PrivateKey;
import org.zhaoku.verifier.sm.Sm2PublicKey;
import org.zhaoku.verifier.sm.Sm2Signature;
import org.zhaoku.verifier.sm.Sm2UserId;
import org.zhaoku.verifier.testing.Samples;
import org.zhaoku.verifier.testing.SeededRandom;

/** SM2 verification of 200-byte messages with SM3, with a key that is kept and with one that is read anew each time. */
@State(Scope.Thread)
public class Sm2Bench {
    private static final ECDomainParameters DOMAIN = new ECDomainParameters(CustomNamedCurves.getByName("sm2p256v1"));
    private static final int MESSAGES = 64;

    private record Signed(Bytes message, Sm2Signature signature) {}

    private final List<Signed> samples = new ArrayList<>();
    private final Bytes encodedKey;
    private final Sm2PublicKey key;
    private final SM2Signer bouncyCastle;
    private int next;

    public Sm2Bench() {
        var random = new SeededRandom(1);
        var privateKey = Sm2PrivateKey.generate(random);
        for (int i = 0; i < MESSAGES; i++) {
            Bytes message = Samples.bytes(new Random(i), 200);
            samples.add(new Signed(message, privateKey.sign(message, random)));
        }
        key = privateKey.publicKey();
        encodedKey = key.encoded();
        bouncyCastle = bouncyCastle();
    }

    /** Its point carries tables after the first use, and the user's digest is kept. */
    private SM2Signer bouncyCastle() {
        var signer = new SM2Signer(PlainDSAEncoding.INSTANCE);
        signer.init(
                false,
                new ParametersWithID(
                        new ECPublicKeyParameters(DOMAIN.getCurve().decodePoint(encodedKey.toArray()), DOMAIN),
                        Sm2UserId.DEFAULT.value().toArray()));
        return signer;
    }

    private Signed sample() {
        next = (next + 1) % MESSAGES;
        return samples.get(next);
    }

    @Benchmark
    public boolean ours() {
        Signed sample = sample();
        return required(key.verifies(sample.message, sample.signature));
    }

    @Benchmark
    public boolean oursFreshKey() {
        Signed sample = sample();
        return required(Sm2PublicKey.of(encodedKey).verifies(sample.message, sample.signature));
    }

    @Benchmark
    public boolean bouncyCastlePrepared() {
        return verify(bouncyCastle);
    }

    @Benchmark
    public boolean bouncyCastleFreshKey() {
        return verify(bouncyCastle());
    }

    private boolean verify(SM2Signer signer) {
        Signed sample = sample();
        signer.update(sample.message.toArray(), 0, sample.message.size());
        return required(signer.verifySignature(sample.signature.raw().toArray()));
    }

    private static boolean required(boolean verified) {
        if (!verified) {
            throw new IllegalStateException("a right signature was refused");
        }
        return true;
    }
}
