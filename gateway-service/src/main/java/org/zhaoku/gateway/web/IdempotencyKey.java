package org.zhaoku.gateway.web;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header {@code Idempotency-Key}: a caller's own key of a request, so that sending it again does nothing twice. */
public final class IdempotencyKey {
    public static final String HEADER = "Idempotency-Key";

    private static final Pattern FORM = Pattern.compile("[!-~]{1,64}");

    private IdempotencyKey() {}

    /** @throws ProblemException with FIELD_INVALID if it is there and has another form */
    public static Optional<String> checked(@Nullable String key) {
        var errors = new FieldErrors();
        Optional<String> checked = checked(HEADER, key, errors);
        errors.throwIfAny();
        return checked;
    }

    /** The same for a key that stands in {@code field}; another form is noted. */
    public static Optional<String> checked(String field, @Nullable String key, FieldErrors errors) {
        if (key != null && !FORM.matcher(key).matches()) {
            errors.add(field, FieldError.Code.FORMAT, "expected 1 to 64 visible ASCII characters");
            return Optional.empty();
        }
        return Optional.ofNullable(key);
    }
}
