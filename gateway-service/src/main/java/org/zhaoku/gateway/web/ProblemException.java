package org.zhaoku.gateway.web;

import java.util.List;

/** A request that ends with a problem. Its message is shown to the caller and holds no personal data. */
public final class ProblemException extends RuntimeException {
    private final ProblemCode code;
    private final List<FieldError> errors;

    ProblemException(ProblemCode code, String detail, List<FieldError> errors) {
        super(detail, null, false, false);
        this.code = code;
        this.errors = List.copyOf(errors);
    }

    public ProblemCode code() {
        return code;
    }

    /** The wrong fields, for {@link ProblemCode#FIELD_INVALID}. */
    public List<FieldError> errors() {
        return errors;
    }

    /** What was expected, what came and what to do. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
