package org.zhaoku.verifier.sm;

import org.jspecify.annotations.Nullable;
import org.zhaoku.verifier.bytes.Bytes;

/**
 * An SM2 public key: a point on the curve, not at infinity. Keep the object: after {@value TableCache#USES} verifications it
 * gets tables that make it eight times as fast as a fresh one, see {@link Sm2Verification}.
 */
public final class Sm2PublicKey {
    /** Length of the encoded form in bytes. */
    private static final int LENGTH = 65;

    private static final int COORDINATE = 32;

    private final Bytes encoded;
    private final CurvePoint point;
    private @Nullable Bytes z;

    /** For {@link TableCache}; races do no harm. */
    @Nullable CachedTable table;

    /** Verifications without a table, for {@link TableCache}; a few may go uncounted. */
    int uses;

    private Sm2PublicKey(Bytes encoded, CurvePoint point) {
        this.encoded = encoded;
        this.point = point;
    }

    /**
     * Reads 04‖x‖y (65 bytes).
     *
     * @throws IllegalArgumentException if {@code encoded} has another form or the point is not on the curve
     */
    public static Sm2PublicKey of(Bytes encoded) {
        if (encoded.size() != LENGTH || encoded.at(0) != 4) {
            throw new IllegalArgumentException("expected an uncompressed SM2 point of 65 bytes, got " + encoded.size());
        }
        return new Sm2PublicKey(
                encoded, Curve.point(encoded.slice(1, 1 + COORDINATE), encoded.slice(1 + COORDINATE, LENGTH)));
    }

    /** 04‖x‖y, 65 bytes. */
    public Bytes encoded() {
        return encoded;
    }

    /** Whether {@code signature} is this key's over {@code message} with the default user id. */
    public boolean verifies(Bytes message, Sm2Signature signature) {
        return verifies(message, signature, Sm2UserId.DEFAULT);
    }

    /**
     * Whether {@code signature} is this key's over {@code message} (GB/T 32918.2 §7). An r or s outside 1…n−1 is simply
     * wrong.
     */
    public boolean verifies(Bytes message, Sm2Signature signature, Sm2UserId userId) {
        return Sm2Verification.VERIFIER.verifies(this, message, signature, userId);
    }

    CurvePoint point() {
        return point;
    }

    /** e = SM3(Z‖message), GB/T 32918.2 §7.1. */
    Bytes digest(Bytes message, Sm2UserId userId) {
        return new Sm3State().update(z(userId)).update(message).finish();
    }

    /** Z of this key and user, GB/T 32918.2 §5.5. */
    private Bytes z(Sm2UserId userId) {
        if (!userId.equals(Sm2UserId.DEFAULT)) {
            return z(Curve.identity(userId));
        }
        Bytes known = z;
        if (known == null) {
            known = z(Curve.DEFAULT_IDENTITY.copy());
            z = known;
        }
        return known;
    }

    private Bytes z(Sm3State identity) {
        return identity.update(encoded.slice(1, LENGTH)).finish();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sm2PublicKey key && key.encoded.equals(encoded);
    }

    @Override
    public int hashCode() {
        return encoded.hashCode();
    }

    @Override
    public String toString() {
        return "SM2 public key " + encoded();
    }
}
