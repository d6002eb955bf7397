package org.zhaoku.gateway.job;

import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import org.zhaoku.gateway.store.StoreUnavailableException;

/** A stored file as a stream: holds one part at a time, and blocks while the next is fetched. */
final class PartStream extends InputStream {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int BYTE = 0xff;

    private final UploadReader reader;
    private byte[] part = new byte[0];
    private int at;
    private int next;

    PartStream(UploadReader reader) {
        this.reader = reader;
    }

    /** @throws StoreUnavailableException if the database does not answer */
    @Override
    public int read() {
        return fill() ? part[at++] & BYTE : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, part.length - at);
        System.arraycopy(part, at, into, offset, count);
        at += count;
        return count;
    }

    private boolean fill() {
        while (at == part.length) {
            if (next == reader.parts()) {
                return false;
            }
            int number = next++;
            part = reader.stored()
                    .apply(number)
                    .map(stored -> reader.seal().open(number, stored).toArray())
                    .blockOptional(PATIENCE)
                    .orElseThrow(() -> new IllegalStateException("a part of an upload is not there"));
            at = 0;
        }
        return true;
    }
}
