package org.zhaoku.verifier.sm;

import java.util.Arrays;
import org.zhaoku.verifier.bytes.Bytes;

/** An SM3 digest while it is computed (GB/T 32905-2016 §5). For one thread; a copy goes on by itself. */
final class Sm3State {
    private static final int BLOCK = 64;
    private static final int ROUNDS = 64;

    /** T of each round, rotated by the round's number. */
    private static final int[] CONSTANTS = constants();

    private final int[] chain;
    private final int[] schedule = new int[ROUNDS + 4];
    private final byte[] block = new byte[BLOCK];
    private long length;

    Sm3State() {
        this.chain = new int[] {
            0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e
        };
    }

    private Sm3State(Sm3State other) {
        this.chain = other.chain.clone();
        System.arraycopy(other.block, 0, block, 0, BLOCK);
        this.length = other.length;
    }

    /** What was taken in so far, to go on from again. */
    Sm3State copy() {
        return new Sm3State(this);
    }

    Sm3State update(Bytes bytes) {
        int at = 0;
        while (at < bytes.size()) {
            int filled = (int) (length % BLOCK);
            int taken = Math.min(BLOCK - filled, bytes.size() - at);
            bytes.copyTo(at, at + taken, block, filled);
            at += taken;
            advance(taken);
        }
        return this;
    }

    Sm3State update(int value) {
        block[(int) (length % BLOCK)] = (byte) value;
        advance(1);
        return this;
    }

    private void advance(int taken) {
        length += taken;
        if (length % BLOCK == 0) {
            compress();
        }
    }

    /** The digest, 32 bytes; this state is used up. */
    Bytes finish() {
        long bits = length * 8;
        update(0x80);
        int filled = (int) (length % BLOCK);
        if (filled > BLOCK - Long.BYTES) {
            Arrays.fill(block, filled, BLOCK, (byte) 0);
            compress();
            filled = 0;
        }
        Arrays.fill(block, filled, BLOCK - Long.BYTES, (byte) 0);
        for (int i = 0; i < Long.BYTES; i++) {
            block[BLOCK - 1 - i] = (byte) (bits >>> (8 * i));
        }
        compress();
        byte[] digest = new byte[Sm3.LENGTH];
        for (int i = 0; i < Sm3.LENGTH; i++) {
            digest[i] = (byte) (chain[i >> 2] >>> (24 - 8 * (i & 3)));
        }
        return Bytes.of(digest);
    }

    private void compress() {
        expand(schedule, block);
        int a = chain[0];
        int b = chain[1];
        int c = chain[2];
        int d = chain[3];
        int e = chain[4];
        int f = chain[5];
        int g = chain[6];
        int h = chain[7];
        int[] w = schedule;
        // four rounds at a time: after them the variables have changed places and are back where they were
        for (int j = 0; j < 16; j += 4) {
            int r0 = Integer.rotateLeft(a, 12);
            int s0 = Integer.rotateLeft(r0 + e + CONSTANTS[j], 7);
            d += (a ^ b ^ c) + (s0 ^ r0) + (w[j] ^ w[j + 4]);
            h = mix(h + (e ^ f ^ g) + s0 + w[j]);
            b = Integer.rotateLeft(b, 9);
            f = Integer.rotateLeft(f, 19);
            int r1 = Integer.rotateLeft(d, 12);
            int s1 = Integer.rotateLeft(r1 + h + CONSTANTS[j + 1], 7);
            c += (d ^ a ^ b) + (s1 ^ r1) + (w[j + 1] ^ w[j + 5]);
            g = mix(g + (h ^ e ^ f) + s1 + w[j + 1]);
            a = Integer.rotateLeft(a, 9);
            e = Integer.rotateLeft(e, 19);
            int r2 = Integer.rotateLeft(c, 12);
            int s2 = Integer.rotateLeft(r2 + g + CONSTANTS[j + 2], 7);
            b += (c ^ d ^ a) + (s2 ^ r2) + (w[j + 2] ^ w[j + 6]);
            f = mix(f + (g ^ h ^ e) + s2 + w[j + 2]);
            d = Integer.rotateLeft(d, 9);
            h = Integer.rotateLeft(h, 19);
            int r3 = Integer.rotateLeft(b, 12);
            int s3 = Integer.rotateLeft(r3 + f + CONSTANTS[j + 3], 7);
            a += (b ^ c ^ d) + (s3 ^ r3) + (w[j + 3] ^ w[j + 7]);
            e = mix(e + (f ^ g ^ h) + s3 + w[j + 3]);
            c = Integer.rotateLeft(c, 9);
            g = Integer.rotateLeft(g, 19);
        }
        for (int j = 16; j < ROUNDS; j += 4) {
            int r0 = Integer.rotateLeft(a, 12);
            int s0 = Integer.rotateLeft(r0 + e + CONSTANTS[j], 7);
            d += majority(a, b, c) + (s0 ^ r0) + (w[j] ^ w[j + 4]);
            h = mix(h + choice(e, f, g) + s0 + w[j]);
            b = Integer.rotateLeft(b, 9);
            f = Integer.rotateLeft(f, 19);
            int r1 = Integer.rotateLeft(d, 12);
            int s1 = Integer.rotateLeft(r1 + h + CONSTANTS[j + 1], 7);
            c += majority(d, a, b) + (s1 ^ r1) + (w[j + 1] ^ w[j + 5]);
            g = mix(g + choice(h, e, f) + s1 + w[j + 1]);
            a = Integer.rotateLeft(a, 9);
            e = Integer.rotateLeft(e, 19);
            int r2 = Integer.rotateLeft(c, 12);
            int s2 = Integer.rotateLeft(r2 + g + CONSTANTS[j + 2], 7);
            b += majority(c, d, a) + (s2 ^ r2) + (w[j + 2] ^ w[j + 6]);
            f = mix(f + choice(g, h, e) + s2 + w[j + 2]);
            d = Integer.rotateLeft(d, 9);
            h = Integer.rotateLeft(h, 19);
            int r3 = Integer.rotateLeft(b, 12);
            int s3 = Integer.rotateLeft(r3 + f + CONSTANTS[j + 3], 7);
            a += majority(b, c, d) + (s3 ^ r3) + (w[j + 3] ^ w[j + 7]);
            e = mix(e + choice(f, g, h) + s3 + w[j + 3]);
            c = Integer.rotateLeft(c, 9);
            g = Integer.rotateLeft(g, 19);
        }
        chain[0] ^= a;
        chain[1] ^= b;
        chain[2] ^= c;
        chain[3] ^= d;
        chain[4] ^= e;
        chain[5] ^= f;
        chain[6] ^= g;
        chain[7] ^= h;
    }

    private static void expand(int[] w, byte[] block) {
        for (int j = 0; j < 16; j++) {
            int at = 4 * j;
            w[j] = block[at] << 24
                    | (block[at + 1] & 0xff) << 16
                    | (block[at + 2] & 0xff) << 8
                    | (block[at + 3] & 0xff);
        }
        for (int j = 16; j < ROUNDS + 4; j++) {
            int x = w[j - 16] ^ w[j - 9] ^ Integer.rotateLeft(w[j - 3], 15);
            w[j] = x
                    ^ Integer.rotateLeft(x, 15)
                    ^ Integer.rotateLeft(x, 23)
                    ^ Integer.rotateLeft(w[j - 13], 7)
                    ^ w[j - 6];
        }
    }

    private static int majority(int x, int y, int z) {
        return (x & y) | ((x | y) & z);
    }

    private static int choice(int x, int y, int z) {
        return ((y ^ z) & x) ^ z;
    }

    private static int mix(int x) {
        return x ^ Integer.rotateLeft(x, 9) ^ Integer.rotateLeft(x, 17);
    }

    private static int[] constants() {
        int[] constants = new int[ROUNDS];
        for (int j = 0; j < ROUNDS; j++) {
            constants[j] = Integer.rotateLeft(j < 16 ? 0x79cc4519 : 0x7a879d8a, j % 32);
        }
        return constants;
    }
}
