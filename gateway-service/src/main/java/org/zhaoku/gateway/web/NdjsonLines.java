package org.zhaoku.gateway.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.zhaoku.verifier.bytes.Bytes;
import reactor.core.publisher.Flux;

/** Cuts a body of NDJSON into its lines as they come, and holds no more than one line. Blank ones are passed over. */
public final class NdjsonLines {
    private final int maxLine;
    private final long maxBody;
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
    private int number;
    private long read;
    private boolean isTooLong;

    /**
     * One line.
     *
     * @param number from 1, blank ones not counted
     * @param content its bytes; none if it is too long, or the first that is beyond the body's limit
     * @param fits why there is none
     */
    public record Line(int number, Bytes content, Fit fits) {}

    /** Whether a line was read. */
    public enum Fit {
        /** It was. */
        WHOLE,
        /** It is longer than a line may be. */
        LINE_TOO_LONG,
        /** The body is longer than it may be: nothing after this line is read. */
        BODY_TOO_LONG
    }

    private NdjsonLines(int maxLine, long maxBody) {
        this.maxLine = maxLine;
        this.maxBody = maxBody;
    }

    /**
     * The lines of a body; the last one ends with the body, too.
     *
     * @param maxLine bytes of a line
     * @param maxBody bytes of the whole
     */
    public static Flux<Line> of(Flux<DataBuffer> body, int maxLine, long maxBody) {
        return Flux.defer(() -> {
            var lines = new NdjsonLines(maxLine, maxBody);
            return body.concatMapIterable(lines::take, 1)
                    .concatWith(Flux.defer(() -> Flux.fromIterable(lines.end())))
                    .takeUntil(line -> line.fits() == Fit.BODY_TOO_LONG);
        });
    }

    private List<Line> take(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        List<Line> lines = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                append(bytes, from, at);
                line(lines);
                from = at + 1;
            }
        }
        append(bytes, from, bytes.length);
        read += bytes.length;
        if (read > maxBody) {
            lines.add(new Line(number + 1, Bytes.of(new byte[0]), Fit.BODY_TOO_LONG));
        }
        return lines;
    }

    private void append(byte[] bytes, int from, int to) {
        if (partial.size() + to - from > maxLine) {
            isTooLong = true;
            partial.reset();
        }
        if (!isTooLong) {
            partial.write(bytes, from, to - from);
        }
    }

    private void line(List<Line> lines) {
        if (isTooLong) {
            lines.add(new Line(++number, Bytes.of(new byte[0]), Fit.LINE_TOO_LONG));
        } else if (!isBlank()) {
            lines.add(new Line(++number, Bytes.of(partial.toByteArray()), Fit.WHOLE));
        }
        isTooLong = false;
        partial.reset();
    }

    private boolean isBlank() {
        return partial.size() == 0 || partial.toString(ISO_8859_1).isBlank();
    }

    private List<Line> end() {
        List<Line> lines = new ArrayList<>();
        line(lines);
        return lines;
    }
}
