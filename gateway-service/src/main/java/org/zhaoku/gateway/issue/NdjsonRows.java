package org.zhaoku.gateway.issue;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.Function;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.zhaoku.gateway.web.NdjsonLines;
import org.zhaoku.gateway.web.ProblemCode;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Rows of a bulk request as NDJSON, and their results. What is wrong with one row is no other row's matter. */
@Component
class NdjsonRows {
    private final BulkProperties properties;
    private final JsonMapper mapper;
    private final ObjectWriter writer;

    NdjsonRows(BulkProperties properties, JsonMapper mapper) {
        this.properties = properties;
        this.mapper = mapper;
        this.writer = mapper.writerFor(RowResult.class);
    }

    /** Answers a request with lines of results, as they come. */
    static Mono<Void> answer(ServerWebExchange exchange, Function<Flux<DataBuffer>, Flux<byte[]>> run) {
        ServerHttpResponse response = exchange.getResponse();
        return run.apply(exchange.getRequest().getBody())
                .map(lines -> response.bufferFactory().wrap(lines))
                .as(results -> {
                    response.getHeaders().setContentType(MediaType.APPLICATION_NDJSON);
                    return response.writeAndFlushWith(results.map(Mono::just));
                });
    }

    /** The rows of a body as they come. */
    Flux<NdjsonLines.Line> of(Flux<DataBuffer> body) {
        return NdjsonLines.of(
                body,
                Math.toIntExact(properties.maxLine().toBytes()),
                properties.maxBody().toBytes());
    }

    /**
     * What a row holds.
     *
     * @throws org.zhaoku.gateway.web.ProblemException with BODY_TOO_LARGE or REQUEST_MALFORMED
     */
    <T> T read(NdjsonLines.Line line, Class<T> type) {
        return switch (line.fits()) {
            case WHOLE -> parse(mapper, line.content().toArray(), type);
            case LINE_TOO_LONG ->
                throw ProblemCode.BODY_TOO_LARGE.because(
                        "A row has at most " + properties.maxLine().toBytes() + " bytes; this one was passed over.");
            case BODY_TOO_LONG ->
                throw ProblemCode.BODY_TOO_LARGE.because(
                        "A request has at most " + properties.maxBody().toBytes()
                                + " bytes; this row and all after it were not read. Send them in another request.");
        };
    }

    /**
     * What a whole row holds.
     *
     * @throws org.zhaoku.gateway.web.ProblemException with REQUEST_MALFORMED
     */
    static <T> T parse(JsonMapper mapper, byte[] line, Class<T> type) {
        try {
            T row = mapper.readerFor(type).readValue(line);
            if (row != null) {
                return row;
            }
        } catch (JacksonException e) {
            // its message may quote the row, so only the place is named
            throw ProblemCode.REQUEST_MALFORMED.because(
                    "The row is not a JSON object as /openapi describes it; the fault is at column "
                            + e.getLocation().getColumnNr() + ". Unknown members are refused.");
        }
        throw ProblemCode.REQUEST_MALFORMED.because("The row is null, expected a JSON object.");
    }

    /** A line for each result. */
    byte[] write(List<RowResult> results) {
        var lines = new ByteArrayOutputStream();
        for (RowResult result : results) {
            lines.writeBytes(writer.writeValueAsBytes(result));
            lines.write('\n');
        }
        return lines.toByteArray();
    }
}
