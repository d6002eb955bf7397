package org.zhaoku.gateway.web;

import java.util.List;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;

/**
 * Turns whatever went wrong into a problem. It stands before Spring's and Boot's own handlers, which would log and send the
 * messages of exceptions.
 */
@Component
@Order(-10)
final class ProblemHandler implements WebExceptionHandler {
    private static final int MAX_CAUSES = 10;

    private final KnownProblems known;
    private final ProblemWriter writer;

    ProblemHandler(KnownProblems known, ProblemWriter writer) {
        this.known = known;
        this.writer = writer;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        if (DisconnectedClientHelper.isClientDisconnectedException(error)) {
            return Mono.empty();
        }
        if (exchange.getResponse().isCommitted()) {
            // too late for a problem: the connection is broken off, without the message
            return Mono.error(new IllegalStateException("incident " + Incidents.record(error)));
        }
        Optional<ProblemException> problem = problem(error);
        if (problem.isEmpty() || problem.get().code() == ProblemCode.INTERNAL) {
            return writer.write(exchange, Problem.internal(Incidents.record(error)));
        }
        if (error instanceof ErrorResponse response) {
            keepAllowed(response.getHeaders(), exchange.getResponse().getHeaders());
        }
        return writer.write(exchange, problem.get());
    }

    private static void keepAllowed(HttpHeaders from, HttpHeaders to) {
        for (String name : List.of(HttpHeaders.ALLOW, HttpHeaders.ACCEPT)) {
            List<String> values = from.get(name);
            if (values != null) {
                to.put(name, values);
            }
        }
    }

    private Optional<ProblemException> problem(Throwable error) {
        Optional<ProblemException> problem = known.find(error);
        if (problem.isPresent()) {
            return problem;
        }
        if (cause(error, DataBufferLimitException.class).isPresent()) {
            return Optional.of(tooLarge());
        }
        return error instanceof ErrorResponse response ? Optional.of(ofStatus(error, response)) : Optional.empty();
    }

    private static ProblemException tooLarge() {
        return ProblemCode.BODY_TOO_LARGE.because(
                "The body is larger than this resource reads; /openapi names the limits. Send a smaller one.");
    }

    private static ProblemException ofStatus(Throwable error, ErrorResponse response) {
        int status = response.getStatusCode().value();
        return switch (status) {
            case 404 ->
                ProblemCode.PATH_UNKNOWN.because("Nothing is served under this path; /openapi lists all paths.");
            case 405 ->
                ProblemCode.METHOD_NOT_ALLOWED.because(
                        "This path is not served with this method; the Allow header names those that it is.");
            case 406 ->
                ProblemCode.NOT_ACCEPTABLE.because(
                        "What the Accept header asks for is not made here; /openapi names the media types.");
            case 413 -> tooLarge();
            case 415 ->
                ProblemCode.MEDIA_TYPE_UNSUPPORTED.because(
                        "The body's Content-Type is not read here; /openapi names the media types.");
            default -> status < 500 ? malformed(error) : ProblemCode.INTERNAL.because("");
        };
    }

    // the exception's own message may quote what came, so only the place is named
    private static ProblemException malformed(Throwable error) {
        String place = cause(error, JacksonException.class)
                .map(JacksonException::getLocation)
                .map(at -> " The fault is at line " + at.getLineNr() + ", column " + at.getColumnNr() + ".")
                .orElse("");
        return ProblemCode.REQUEST_MALFORMED.because("The body or a parameter is not as /openapi describes it." + place
                + " Unknown members are refused. Correct it and send it again.");
    }

    private static <T> Optional<T> cause(Throwable error, Class<T> kind) {
        Throwable each = error;
        for (int depth = 0; each != null && depth < MAX_CAUSES; depth++) {
            if (kind.isInstance(each)) {
                return Optional.of(kind.cast(each));
            }
            each = each.getCause();
        }
        return Optional.empty();
    }
}
