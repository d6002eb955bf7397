package org.zhaoku.gateway.issue;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.stereotype.Component;
import org.zhaoku.gateway.web.NdjsonLines;
import org.zhaoku.gateway.web.ProblemCode;
import reactor.core.publisher.Flux;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Bulk issuing with NDJSON on both sides. */
@Component
class NdjsonIssuing {
    private final BulkIssuing bulk;
    private final BulkProperties properties;
    private final ObjectReader reader;
    private final ObjectWriter writer;

    NdjsonIssuing(BulkIssuing bulk, BulkProperties properties, JsonMapper mapper) {
        this.bulk = bulk;
        this.properties = properties;
        this.reader = mapper.readerFor(IssueRequest.class);
        this.writer = mapper.writerFor(RowResult.class);
    }

    /** Lines of results, some at a time. */
    Flux<byte[]> run(Flux<DataBuffer> body) {
        return bulk.run(
                        NdjsonLines.of(
                                body,
                                Math.toIntExact(properties.maxLine().toBytes()),
                                properties.maxBody().toBytes()),
                        this::read)
                .map(this::write);
    }

    private IssueRow read(NdjsonLines.Line line) {
        try {
            return switch (line.fits()) {
                case WHOLE ->
                    IssueRow.of(
                            line.number(),
                            CheckedRequest.of(parse(line.content().toArray())));
                case LINE_TOO_LONG ->
                    IssueRow.failed(
                            line.number(),
                            ProblemCode.BODY_TOO_LARGE.because("A row has at most "
                                    + properties.maxLine().toBytes() + " bytes; this one was passed over."));
                case BODY_TOO_LONG ->
                    IssueRow.failed(
                            line.number(),
                            ProblemCode.BODY_TOO_LARGE.because(
                                    "A request has at most "
                                            + properties.maxBody().toBytes()
                                            + " bytes; this row and all after it were not read. Send them in another request."));
            };
        } catch (RuntimeException e) {
            return IssueRow.failed(line.number(), e);
        }
    }

    private IssueRequest parse(byte[] line) {
        try {
            IssueRequest request = reader.readValue(line);
            if (request != null) {
                return request;
            }
        } catch (JacksonException e) {
            // its message may quote the row, so only the place is named
            throw ProblemCode.REQUEST_MALFORMED.because(
                    "The row is not a JSON object as /openapi describes it; the fault is at column "
                            + e.getLocation().getColumnNr() + ". Unknown members are refused.");
        }
        throw ProblemCode.REQUEST_MALFORMED.because("The row is null, expected a JSON object.");
    }

    private byte[] write(List<RowResult> results) {
        var lines = new ByteArrayOutputStream();
        for (RowResult result : results) {
            lines.writeBytes(writer.writeValueAsBytes(result));
            lines.write('\n');
        }
        return lines.toByteArray();
    }
}
