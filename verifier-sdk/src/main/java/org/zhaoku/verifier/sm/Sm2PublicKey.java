package org.zhaoku.verifier.sm;

import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.math.ec.ECPoint;
import org.zhaoku.verifier.bytes.Bytes;

/**
 * An SM2 public key: a point on the curve, not at infinity. Keep the object: after a few verifications it carries tables
 * that make it more than twice as fast as a fresh one.
 */
public final class Sm2PublicKey {
    private final ECPublicKeyParameters parameters;

    private Sm2PublicKey(ECPublicKeyParameters parameters) {
        this.parameters = parameters;
    }

    /**
     * Reads 04‖x‖y (65 bytes).
     *
     * @throws IllegalArgumentException if {@code encoded} has another form or the point is not on the curve
     */
    public static Sm2PublicKey of(Bytes encoded) {
        if (encoded.size() != 65 || encoded.at(0) != 4) {
            throw new IllegalArgumentException("expected an uncompressed SM2 point of 65 bytes, got " + encoded.size());
        }
        try {
            return of(Sm2Curve.DOMAIN.getCurve().decodePoint(encoded.toArray()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the point is not on the SM2 curve", e);
        }
    }

    static Sm2PublicKey of(ECPoint point) {
        return new Sm2PublicKey(new ECPublicKeyParameters(point, Sm2Curve.DOMAIN));
    }

    /** 04‖x‖y, 65 bytes. */
    public Bytes encoded() {
        return Bytes.of(parameters.getQ().getEncoded(false));
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
        var verifier = new SM2Signer(PlainDSAEncoding.INSTANCE);
        verifier.init(false, new ParametersWithID(parameters, userId.value().toArray()));
        verifier.update(message.toArray(), 0, message.size());
        return verifier.verifySignature(signature.raw().toArray());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sm2PublicKey key && key.parameters.getQ().equals(parameters.getQ());
    }

    @Override
    public int hashCode() {
        return parameters.getQ().hashCode();
    }

    @Override
    public String toString() {
        return "SM2 public key " + encoded();
    }
}
