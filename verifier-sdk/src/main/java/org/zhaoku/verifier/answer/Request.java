package org.zhaoku.verifier.answer;

import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.sm.Sm3;

/**
 * A question as it is asked once. The nonce makes its digest say nothing: two answers cannot be linked by it, and whoever has an
 * answer alone cannot try out subjects.
 *
 * @param question what is asked
 * @param nonce 16 random bytes of the asker's, for this request alone
 */
public record Request(Question question, Bytes nonce) {
    /** Length of a nonce in bytes. */
    public static final int NONCE_LENGTH = 16;

    public Request {
        Ranges.check("bytes of the nonce", nonce.size(), NONCE_LENGTH, NONCE_LENGTH);
    }

    /** The deterministic encoding. */
    public Bytes encode() {
        return RequestCodec.encode(this);
    }

    /**
     * Reads the deterministic encoding.
     *
     * @throws IllegalArgumentException if {@code encoded} is anything else
     */
    public static Request decode(Bytes encoded) {
        return RequestCodec.decode(encoded);
    }

    /** SM3 over the encoding, 32 bytes. */
    public Bytes digest() {
        return Sm3.digest(encode());
    }
}
