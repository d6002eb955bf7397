package org.zhaoku.verifier.sm;

import java.io.IOException;
import java.math.BigInteger;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.util.BigIntegers;
import org.zhaoku.verifier.bytes.Bytes;

/**
 * An SM2 signature with its encoding decided: made from one named encoding, never by looking at its length.
 *
 * @param raw r‖s, 32 bytes each, big-endian; the range of r and s is checked when it is verified
 */
public record Sm2Signature(Bytes raw) {
    /** Length of the raw form in bytes. */
    public static final int RAW_LENGTH = 64;

    public Sm2Signature {
        if (raw.size() != RAW_LENGTH) {
            throw new IllegalArgumentException("expected a raw signature of 64 bytes (r‖s), got " + raw.size());
        }
    }

    /**
     * Reads SEQUENCE {r INTEGER, s INTEGER} in DER (GB/T 35276).
     *
     * @throws IllegalArgumentException if {@code der} is anything else, BER among it
     */
    public static Sm2Signature fromDer(Bytes der) {
        try {
            ASN1Sequence sequence = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(der.toArray()));
            if (sequence != null && sequence.size() == 2) {
                BigInteger r = ASN1Integer.getInstance(sequence.getObjectAt(0)).getValue();
                BigInteger s = ASN1Integer.getInstance(sequence.getObjectAt(1)).getValue();
                var signature = new Sm2Signature(fixed(r).plus(fixed(s)));
                if (signature.toDer().equals(der)) {
                    return signature;
                }
            }
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            // the answer below says all that a caller can use
        }
        throw new IllegalArgumentException("expected an SM2 signature in DER, got " + der.size() + " other bytes");
    }

    /** SEQUENCE {r INTEGER, s INTEGER} in DER, 8 to 72 bytes. */
    public Bytes toDer() {
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
