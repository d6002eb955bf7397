package org.zhaoku.gateway.issue;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.stereotype.Component;
import org.zhaoku.gateway.web.NdjsonLines;
import reactor.core.publisher.Flux;

/** Bulk issuing with NDJSON on both sides. */
@Component
class NdjsonIssuing {
    private final BulkIssuing bulk;
    private final NdjsonRows rows;

    NdjsonIssuing(BulkIssuing bulk, NdjsonRows rows) {
        this.bulk = bulk;
        this.rows = rows;
    }

    /** Lines of results, some at a time. */
    Flux<byte[]> run(Flux<DataBuffer> body) {
        return bulk.run(rows.of(body), this::read).map(rows::write);
    }

    private IssueRow read(NdjsonLines.Line line) {
        try {
            return IssueRow.of(line.number(), CheckedRequest.of(rows.read(line, IssueRequest.class)));
        } catch (RuntimeException e) {
            return IssueRow.failed(line.number(), e);
        }
    }
}
