package org.zhaoku.verifier.pki;

import java.io.IOException;
import java.math.BigInteger;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.util.BigIntegers;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.sm.Sm2Signature;

/** The DER form of an SM2 signature, SEQUENCE {r INTEGER, s INTEGER} (GB/T 35276), as certificates and other libraries have it. */
public final class DerSignature {
    private DerSignature() {}

    /**
     * Reads the DER form.
     *
     * @throws IllegalArgumentException if {@code der} is anything else, BER among it
     */
    public static Sm2Signature decode(Bytes der) {
        try {
            ASN1Sequence sequence = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(der.toArray()));
            if (sequence != null && sequence.size() == 2) {
                BigInteger r = ASN1Integer.getInstance(sequence.getObjectAt(0)).getValue();
                BigInteger s = ASN1Integer.getInstance(sequence.getObjectAt(1)).getValue();
                var signature = new Sm2Signature(fixed(r).plus(fixed(s)));
                if (encode(signature).equals(der)) {
                    return signature;
                }
            }
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            // the answer below says all that a caller can use
        }
        throw new IllegalArgumentException("expected an SM2 signature in DER, got " + der.size() + " other bytes");
    }

    /** The DER form, 8 to 72 bytes. */
    public static Bytes encode(Sm2Signature signature) {
        Bytes raw = signature.raw();
        try {
            return Bytes.of(new DERSequence(new ASN1Integer[] {
                        new ASN1Integer(new BigInteger(1, raw.slice(0, 32).toArray())),
                        new ASN1Integer(new BigInteger(1, raw.slice(32, 64).toArray()))
                    })
                    .getEncoded());
        } catch (IOException e) {
            throw new IllegalStateException("DER in memory", e);
        }
    }

    private static Bytes fixed(BigInteger value) {
        if (value.signum() < 0) {
            throw new IllegalArgumentException("negative");
        }
        return Bytes.of(BigIntegers.asUnsignedByteArray(32, value));
    }
}
