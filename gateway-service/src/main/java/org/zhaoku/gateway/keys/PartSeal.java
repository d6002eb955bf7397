package org.zhaoku.gateway.keys;

import java.security.SecureRandom;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;

/**
 * Seals something large part by part, with SM4-GCM under one key that is sealed by itself ({@link Envelope}): deleting that key
 * deletes all parts in every copy of them. A part is bound to its number, so that none can be moved.
 */
public final class PartSeal {
    private final Bytes key;
    private final SecureRandom random;

    private PartSeal(Bytes key, SecureRandom random) {
        this.key = key;
        this.random = random;
    }

    /** A fresh key. May block, as the source of randomness does. */
    public static PartSeal create(SecureRandom random) {
        byte[] bytes = new byte[Sm4Gcm.KEY_LENGTH];
        random.nextBytes(bytes);
        return new PartSeal(Bytes.of(bytes), random);
    }

    /** With the key that {@link #key} gave. */
    public static PartSeal of(Bytes key, SecureRandom random) {
        return new PartSeal(key, random);
    }

    /** To be sealed, and stored nowhere else. */
    public Bytes key() {
        return key;
    }

    /** Seals a part. May block. */
    public Bytes seal(int number, Bytes part) {
        return Sm4Gcm.encrypt(key, binding(number), part, random);
    }

    /** @throws SealException {@code SEAL_BROKEN} if it is not the part of this number under this key */
    public Bytes open(int number, Bytes sealed) {
        try {
            return Sm4Gcm.decrypt(key, binding(number), sealed);
        } catch (InvalidCipherTextException e) {
            throw SealException.broken(e);
        }
    }

    private static Bytes binding(int number) {
        return Cbor.array(Cbor.of("zhaoku/1/seal"), Cbor.of("part"), Cbor.of(number))
                .encode();
    }

    /** Says nothing of the key. */
    @Override
    public String toString() {
        return "seal of parts";
    }
}
