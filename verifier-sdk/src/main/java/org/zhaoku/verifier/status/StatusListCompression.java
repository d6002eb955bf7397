package org.zhaoku.verifier.status;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.zhaoku.verifier.cbor.CborException;

/** Zlib (RFC 1950) without a preset dictionary, bounded in both directions. */
final class StatusListCompression {
    private StatusListCompression() {}

    /** At the highest level. */
    static byte[] deflate(byte[] content) {
        var deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            deflater.setInput(content);
            deflater.finish();
            byte[] out = new byte[maxDeflated(content.length)];
            int length = deflater.deflate(out);
            return Arrays.copyOf(out, length);
        } finally {
            deflater.end();
        }
    }

    /** What no encoder needs to exceed: stored blocks cost 5 bytes for each 16 KiB or more, header and checksum 6. */
    static int maxDeflated(int length) {
        return length + length / 64 + 64;
    }

    /**
     * Inflates and checks the checksum.
     *
     * @param max the most bytes that may come out; the work stops there
     * @throws CborException if the bytes are anything else than one whole zlib stream
     */
    static byte[] inflate(byte[] deflated, int max) {
        if (deflated.length > maxDeflated(max)) {
            throw new CborException(
                    "status list: expected at most " + maxDeflated(max) + " compressed bytes, got " + deflated.length);
        }
        var inflater = new Inflater();
        try {
            inflater.setInput(deflated);
            byte[] out = new byte[max + 1];
            int length = 0;
            while (!inflater.finished() && length < out.length) {
                int read = inflater.inflate(out, length, out.length - length);
                if (read == 0 && !inflater.finished()) {
                    throw new CborException("status list: the compressed bytes end too early");
                }
                length += read;
            }
            if (length > max) {
                throw new CborException("status list: it inflates to more than " + max + " bytes");
            }
            if (inflater.getRemaining() != 0) {
                throw new CborException(
                        "status list: " + inflater.getRemaining() + " bytes are left over behind the compressed ones");
            }
            return Arrays.copyOf(out, length);
        } catch (DataFormatException e) {
            throw new CborException("status list: not zlib data, or its checksum is wrong");
        } finally {
            inflater.end();
        }
    }
}
