package org.zhaoku.gateway.keys;

import java.util.List;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.sm.Sm2PublicKey;
import org.zhaoku.verifier.sm.Sm2UserId;
import org.zhaoku.verifier.sm.Sm3;

/** What SM2 signs of a message: e = SM3(Z‖M), where Z is made of user id, curve and public key (GB/T 32918.2 §5.5 and §6.1). */
final class Sm2Digest {
    private static final Bytes CURVE = curve();

    private Sm2Digest() {}

    /** 32 bytes, with the default user id. */
    static Bytes of(Sm2PublicKey key, Bytes message) {
        Bytes id = Sm2UserId.DEFAULT.value();
        int bits = id.size() * Byte.SIZE;
        Bytes length = Bytes.of(new byte[] {(byte) (bits >> Byte.SIZE), (byte) bits});
        Bytes point = key.encoded().slice(1, key.encoded().size());
        Bytes z = Sm3.digest(Bytes.concat(List.of(length, id, CURVE, point)));
        return Sm3.digest(z.plus(message));
    }

    // a‖b‖x‖y of the base point
    private static Bytes curve() {
        X9ECParameters curve = GMNamedCurves.getByName("sm2p256v1");
        ECPoint base = curve.getG().normalize();
        return Bytes.concat(List.of(
                Bytes.of(curve.getCurve().getA().getEncoded()),
                Bytes.of(curve.getCurve().getB().getEncoded()),
                Bytes.of(base.getAffineXCoord().getEncoded()),
                Bytes.of(base.getAffineYCoord().getEncoded())));
    }
}
