package org.zhaoku.verifier.testing;

import java.security.SecureRandom;
import java.util.Arrays;
import org.zhaoku.verifier.bytes.Bytes;

/** Gives exactly these bytes, once: fixes the k of a signature. */
public final class FixedRandom extends SecureRandom {
    private final byte[] content;
    private int at;

    public FixedRandom(Bytes content) {
        this.content = content.toArray();
    }

    @Override
    public void nextBytes(byte[] bytes) {
        byte[] next = Arrays.copyOfRange(content, at, at + bytes.length);
        System.arraycopy(next, 0, bytes, 0, bytes.length);
        at += bytes.length;
    }
}
