package org.zhaoku.gateway.web;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * One wrong field.
 *
 * @param field its name or path in the request
 * @param code what is wrong, stable
 * @param detail what was expected and, where it is not personal, what came
 */
public record FieldError(
        @Schema(example = "fields.LegalRepresentative") String field,
        Code code,

        @Schema(example = "expected at most 50 characters, got 51")
        String detail) {
    /** What is wrong with a field. */
    public enum Code {
        /** It is required and did not come. */
        MISSING,
        /** There is no such field. */
        UNKNOWN,
        /** It has another kind: a number where text belongs, for example. */
        KIND,
        /** It is too long or too short. */
        LENGTH,
        /** It is not written as it must be. */
        FORMAT,
        /** It is out of its range, or does not fit another field. */
        RANGE,
        /** It comes twice. */
        DUPLICATE
    }
}
