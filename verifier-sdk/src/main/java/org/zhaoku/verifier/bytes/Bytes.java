package org.zhaoku.verifier.bytes;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * An immutable byte string, compared by content. Order is lexicographic over unsigned bytes.
 */
public final class Bytes implements Comparable<Bytes> {
    /** The byte string of length 0. */
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /** Copies {@code content}. */
    public static Bytes of(byte... content) {
        return new Bytes(content.clone());
    }

    /**
     * Copies {@code length} bytes of {@code content}, from {@code from} on.
     *
     * @throws IndexOutOfBoundsException if they do not lie within {@code content}
     */
    public static Bytes of(byte[] content, int from, int length) {
        Objects.checkFromIndexSize(from, length, content.length);
        return new Bytes(Arrays.copyOfRange(content, from, from + length));
    }

    /** The UTF-8 form of {@code text}, which must not hold a lone surrogate. */
    public static Bytes utf8(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads hexadecimal digits, upper or lower case, without separators.
     *
     * @throws IllegalArgumentException if {@code hex} is anything else
     */
    public static Bytes fromHex(String hex) {
        if (hex.length() % 2 != 0) {
            throw new IllegalArgumentException("expected an even number of hexadecimal digits, got " + hex.length());
        }
        byte[] bytes = new byte[hex.length() / 2];
        for (int i = 0; i < hex.length(); i++) {
            char digit = hex.charAt(i);
            int value = digit < 0x80 ? Character.digit(digit, 16) : -1;
            if (value < 0) {
                throw new IllegalArgumentException("expected hexadecimal digits, got another character at " + (i + 1));
            }
            bytes[i / 2] = (byte) (bytes[i / 2] << 4 | value);
        }
        return new Bytes(bytes);
    }

    /** All parts, one after the other. */
    public static Bytes concat(Iterable<Bytes> parts) {
        var out = new ByteArrayOutputStream();
        for (Bytes part : parts) {
            out.writeBytes(part.content);
        }
        return new Bytes(out.toByteArray());
    }

    /** These bytes with {@code more} behind them. */
    public Bytes plus(Bytes more) {
        byte[] joined = Arrays.copyOf(content, content.length + more.content.length);
        System.arraycopy(more.content, 0, joined, content.length, more.content.length);
        return new Bytes(joined);
    }

    /** A copy of the bytes. */
    public byte[] toArray() {
        return content.clone();
    }

    /**
     * Copies the bytes from {@code from} up to, without, {@code to} into {@code target}, from {@code at} on.
     *
     * @throws IndexOutOfBoundsException if a range does not lie within its bytes
     */
    public void copyTo(int from, int to, byte[] target, int at) {
        System.arraycopy(content, from, target, at, to - from);
    }

    /** Number of bytes. */
    public int size() {
        return content.length;
    }

    /** The byte at {@code index} as a number from 0 to 255. */
    public int at(int index) {
        return content[index] & 0xff;
    }

    /**
     * The bytes from {@code from} up to, without, {@code to}.
     *
     * @throws IndexOutOfBoundsException if the range does not lie within these bytes
     */
    public Bytes slice(int from, int to) {
        if (from < 0 || to < from || to > content.length) {
            throw new IndexOutOfBoundsException("range " + from + ".." + to + " of " + content.length + " bytes");
        }
        return new Bytes(Arrays.copyOfRange(content, from, to));
    }

    /** Lower-case hexadecimal digits. */
    public String hex() {
        var hex = new StringBuilder(2 * content.length);
        for (byte each : content) {
            hex.append(Character.forDigit(each >> 4 & 0xf, 16)).append(Character.forDigit(each & 0xf, 16));
        }
        return hex.toString();
    }

    @Override
    public int compareTo(Bytes other) {
        int shared = Math.min(content.length, other.content.length);
        for (int i = 0; i < shared; i++) {
            if (content[i] != other.content[i]) {
                return at(i) - other.at(i);
            }
        }
        return content.length - other.content.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    /** The same as {@link #hex()}. */
    @Override
    public String toString() {
        return hex();
    }
}
