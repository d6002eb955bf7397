package org.zhaoku.gateway.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects all that is wrong with a request, so that the caller learns of it at once. */
public final class FieldErrors {
    private static final Pattern SHOWABLE = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");

    private static final int LINE_SEPARATOR = 0x2028;
    private static final int PARAGRAPH_SEPARATOR = 0x2029;

    private final List<FieldError> errors = new ArrayList<>();

    public void add(String field, FieldError.Code code, String detail) {
        errors.add(new FieldError(field, code, detail));
    }

    /** A field's name as it may be shown: one that the caller made up could be anything, personal data among it. */
    public static String shown(String name) {
        return SHOWABLE.matcher(name).matches() ? name : "(a name that is not shown)";
    }

    /** The value; a missing one is noted. */
    public <T> Optional<T> required(String field, @Nullable T value) {
        if (value == null) {
            add(field, FieldError.Code.MISSING, "this field is required");
        }
        return Optional.ofNullable(value);
    }

    /** A required text of 1 to {@code max} code points that is not blank and has no control characters. */
    public Optional<String> text(String field, @Nullable String value, int max) {
        return required(field, value).flatMap(text -> checked(field, text, max));
    }

    /** The same for a text that is there. */
    public Optional<String> checked(String field, String text, int max) {
        int length = text.codePointCount(0, text.length());
        if (text.isBlank() || length > max) {
            add(field, FieldError.Code.LENGTH, "expected 1 to " + max + " characters, not all blank, got " + length);
            return Optional.empty();
        }
        if (text.codePoints().anyMatch(FieldErrors::unwritable)) {
            add(field, FieldError.Code.FORMAT, "expected text without control characters or halves of characters");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    private static boolean unwritable(int codePoint) {
        return Character.isISOControl(codePoint)
                || codePoint == LINE_SEPARATOR
                || codePoint == PARAGRAPH_SEPARATOR
                || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }

    /**
     * A required value in its own form.
     *
     * @param expected what the form is, for the caller
     * @param parser throws {@link RuntimeException} for anything else
     */
    public <T> Optional<T> parsed(String field, @Nullable String value, String expected, Function<String, T> parser) {
        Optional<String> text = required(field, value);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(text.get()));
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            add(field, FieldError.Code.FORMAT, "expected " + expected);
            return Optional.empty();
        }
    }

    /** @throws ProblemException with {@link ProblemCode#FIELD_INVALID} if anything was noted */
    public void throwIfAny() {
        if (!isEmpty()) {
            throw problem();
        }
    }

    /** Whether nothing was noted. */
    public boolean isEmpty() {
        return errors.isEmpty();
    }

    /** What was noted, as a problem. */
    public ProblemException problem() {
        return new ProblemException(
                ProblemCode.FIELD_INVALID,
                errors.size() + " field(s) are not as expected; correct those in errors and send it again",
                errors);
    }
}
