package org.zhaoku.gateway.job;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.ProblemException;
import reactor.core.publisher.Flux;

/** Cuts a body into parts of one size as it comes, and holds no more than one. */
final class BodyParts {
    /** Bytes of a part; the last one may have fewer. */
    static final int SIZE = 256 * 1024;

    /** A client that is still sending would otherwise meet a broken connection instead of the problem. */
    private static final long MAX_THROWN_AWAY = 64L << 20;

    private final long max;
    private byte[] part = new byte[SIZE];
    private int filled;
    private long read;

    private BodyParts(long max) {
        this.max = max;
    }

    /** The parts; fails with BODY_TOO_LARGE once more than {@code max} bytes came. */
    static Flux<byte[]> of(Flux<DataBuffer> body, long max) {
        return Flux.defer(() -> {
            var parts = new BodyParts(max);
            return body.concatMapIterable(parts::take, 1).concatWith(Flux.defer(() -> Flux.fromIterable(parts.end())));
        });
    }

    private List<byte[]> take(DataBuffer buffer) {
        try {
            read += buffer.readableByteCount();
            if (read > max) {
                if (read > max + MAX_THROWN_AWAY) {
                    throw tooLarge();
                }
                return List.of();
            }
            List<byte[]> full = new ArrayList<>();
            while (buffer.readableByteCount() > 0) {
                int count = Math.min(buffer.readableByteCount(), SIZE - filled);
                buffer.read(part, filled, count);
                filled += count;
                if (filled == SIZE) {
                    full.add(part);
                    part = new byte[SIZE];
                    filled = 0;
                }
            }
            return full;
        } finally {
            DataBufferUtils.release(buffer);
        }
    }

    private ProblemException tooLarge() {
        return ProblemCode.BODY_TOO_LARGE.because("Expected a file of at most " + max
                + " bytes. Split it, or save a workbook as CSV, for which more is allowed.");
    }

    private List<byte[]> end() {
        if (read > max) {
            throw tooLarge();
        }
        return filled == 0 ? List.of() : List.of(Arrays.copyOf(part, filled));
    }
}
