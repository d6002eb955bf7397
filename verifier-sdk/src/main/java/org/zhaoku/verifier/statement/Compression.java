package org.zhaoku.verifier.statement;

import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.zhaoku.verifier.bytes.Bytes;

/** Raw deflate (RFC 1951) with a preset dictionary, bounded in both directions. */
final class Compression {
    /** The longest payload after inflation, in bytes. */
    static final int MAX_INFLATED = 4096;

    /** One of each for each thread: to make one takes longer than a statement. */
    private static final ThreadLocal<Deflater> DEFLATER =
            ThreadLocal.withInitial(() -> new Deflater(Deflater.BEST_COMPRESSION, true));

    private static final ThreadLocal<Inflater> INFLATER = ThreadLocal.withInitial(() -> new Inflater(true));

    private Compression() {}

    static Bytes deflate(Bytes content, Dictionary dictionary) {
        if (content.size() > MAX_INFLATED) {
            throw new StatementException("a statement's claims take " + content.size() + " bytes, the limit is "
                    + MAX_INFLATED + "; put less on the face");
        }
        Deflater deflater = DEFLATER.get();
        deflater.reset();
        deflater.setDictionary(dictionary.bytes().toArray());
        deflater.setInput(content.toArray());
        deflater.finish();
        byte[] out = new byte[2 * MAX_INFLATED];
        int length = deflater.deflate(out);
        return Bytes.of(out, 0, length);
    }

    static Bytes inflate(Bytes deflated, Dictionary dictionary) {
        Inflater inflater = INFLATER.get();
        inflater.reset();
        try {
            inflater.setDictionary(dictionary.bytes().toArray());
            inflater.setInput(deflated.toArray());
            byte[] out = new byte[MAX_INFLATED + 1];
            int length = 0;
            while (!inflater.finished() && length < out.length) {
                int read = inflater.inflate(out, length, out.length - length);
                if (read == 0 && !inflater.finished()) {
                    throw new StatementException("the compressed claims end too early");
                }
                length += read;
            }
            if (length > MAX_INFLATED) {
                throw new StatementException("the claims inflate to more than " + MAX_INFLATED + " bytes");
            }
            if (inflater.getRemaining() != 0) {
                throw new StatementException(inflater.getRemaining() + " bytes are left over behind the claims");
            }
            return Bytes.of(out, 0, length);
        } catch (DataFormatException e) {
            throw new StatementException("the claims are not deflated data");
        }
    }
}
