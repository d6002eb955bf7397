package org.zhaoku.gateway.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of every error reply (RFC 9457).
 *
 * @param type {@code urn:zhaoku:problem:} and the code
 * @param title short, the same for each code
 * @param status the HTTP status
 * @param detail what was expected, what came, what to do
 * @param code stable
 * @param errors the wrong fields, for FIELD_INVALID
 * @param incident number under which the log tells more, for INTERNAL
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "RFC 9457 problem; code is stable and errors names each wrong field")
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        ProblemCode code,
        @Nullable List<FieldError> errors,
        @Nullable String incident) {

    static Problem of(ProblemException problem) {
        return of(problem.code(), problem.detail(), problem.errors().isEmpty() ? null : problem.errors(), null);
    }

    static Problem internal(String incident) {
        return of(
                ProblemCode.INTERNAL,
                "Something went wrong in the gateway. Try again; if it stays so, give the operator the incident's number.",
                null,
                incident);
    }

    private static Problem of(
            ProblemCode code, String detail, @Nullable List<FieldError> errors, @Nullable String incident) {
        return new Problem("urn:zhaoku:problem:" + code, code.title(), code.status(), detail, code, errors, incident);
    }
}
