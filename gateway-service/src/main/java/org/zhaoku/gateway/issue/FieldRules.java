package org.zhaoku.gateway.issue;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.catalogue.FieldDefinition;
import org.zhaoku.gateway.catalogue.FieldPattern;
import org.zhaoku.gateway.catalogue.LicenceType;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.verifier.cbor.Cbor;

/** Checks the fields of a request against its type. What is noted names the field, never its value. */
final class FieldRules {
    /** The most bytes that the items on the face may take in the statement. */
    static final int MAX_FACE = 512;

    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final String PATH = "fields.";
    /** The last whole number up to which a floating-point number is exact. */
    private static final double MAX_EXACT = 0x1p53;

    private FieldRules() {}

    /** The values as they are stored: only those that are there, under the fields' own names, and each of its kind. */
    static Map<String, Object> check(
            LicenceType type, String holderName, Map<String, @Nullable Object> requested, FieldErrors errors) {
        unknown(type, requested, errors);
        Map<String, Object> values = new TreeMap<>();
        for (FieldDefinition field : type.fields()) {
            Object value = requested(field, requested, errors);
            if (value == null && field.name().equals(FieldDefinition.HOLDER_NAME)) {
                value = holderName;
            }
            if (value != null) {
                value(type, field, value, errors).ifPresent(checked -> values.put(field.name(), checked));
            } else if (field.required()) {
                errors.add(PATH + field.name(), FieldError.Code.MISSING, "the type requires this field");
            }
        }
        if (values.containsKey(FieldDefinition.HOLDER_NAME)
                && !holderName.equals(values.get(FieldDefinition.HOLDER_NAME))) {
            errors.add(
                    PATH + FieldDefinition.HOLDER_NAME,
                    FieldError.Code.RANGE,
                    "expected the same as holderName; leave one of them out");
        }
        face(type, values, errors);
        return values;
    }

    private static void unknown(LicenceType type, Map<String, @Nullable Object> requested, FieldErrors errors) {
        Set<String> names = new HashSet<>();
        type.fields().forEach(field -> {
            names.add(field.name());
            field.rules().shortName().ifPresent(names::add);
        });
        requested.keySet().stream()
                .filter(name -> !names.contains(name))
                .forEach(name -> errors.add(
                        PATH + FieldErrors.shown(name),
                        FieldError.Code.UNKNOWN,
                        "the type has no such field; /api/v1/types/{code} lists them"));
    }

    /** The value under the field's name or its short name (GB/T 36903). */
    private static @Nullable Object requested(
            FieldDefinition field, Map<String, @Nullable Object> requested, FieldErrors errors) {
        Optional<String> other = field.rules().shortName().filter(requested::containsKey);
        if (other.isEmpty()) {
            return requested.get(field.name());
        }
        if (requested.containsKey(field.name())) {
            errors.add(
                    PATH + field.name(),
                    FieldError.Code.DUPLICATE,
                    "it came under its short name " + other.get() + ", too; leave one of them out");
        }
        return requested.get(other.get());
    }

    private static Optional<Object> value(LicenceType type, FieldDefinition field, Object value, FieldErrors errors) {
        String path = PATH + field.name();
        switch (field.kind()) {
            case TEXT -> {
                if (value instanceof String text) {
                    return text(field, text, errors).map(Object.class::cast);
                }
            }
            case INTEGER -> {
                if (value instanceof Integer || value instanceof Long || isWhole(value)) {
                    return Optional.of(((Number) value).longValue());
                }
            }
            case BOOLEAN -> {
                if (value instanceof Boolean) {
                    return Optional.of(value);
                }
            }
            case DATE -> {
                if (value instanceof String text) {
                    return errors.parsed(path, text, "a day as yyyy-MM-dd", FieldRules::date)
                            .map(LocalDate::toString);
                }
            }
            case CODE -> {
                if (value instanceof String text) {
                    return code(type, field, text, errors).map(Object.class::cast);
                }
            }
        }
        errors.add(path, FieldError.Code.KIND, "expected " + expected(field.kind()));
        return Optional.empty();
    }

    /** 40.0 is the whole number 40 in JSON. */
    private static boolean isWhole(Object value) {
        return value instanceof Double number && number == Math.rint(number) && Math.abs(number) <= MAX_EXACT;
    }

    private static Optional<String> text(FieldDefinition field, String text, FieldErrors errors) {
        String path = PATH + field.name();
        Optional<String> checked = errors.checked(path, text, field.maxLength());
        int length = text.codePointCount(0, text.length());
        if (checked.isPresent() && length < field.rules().minLength()) {
            errors.add(
                    path,
                    FieldError.Code.LENGTH,
                    "expected at least " + field.rules().minLength() + " characters, got " + length);
            return Optional.empty();
        }
        Optional<String> pattern = field.rules().pattern();
        if (checked.isPresent() && pattern.isPresent() && !FieldPattern.matches(pattern.get(), text)) {
            errors.add(
                    path,
                    FieldError.Code.FORMAT,
                    "expected text of the form " + pattern.get() + ", got " + length
                            + " characters that have another form");
            return Optional.empty();
        }
        return checked;
    }

    private static Optional<String> code(LicenceType type, FieldDefinition field, String text, FieldErrors errors) {
        String table = field.rules().codeTable().orElseThrow();
        if (type.terms().codeTable(table).filter(codes -> codes.has(text)).isPresent()) {
            return Optional.of(text);
        }
        errors.add(
                PATH + field.name(),
                FieldError.Code.RANGE,
                "expected a code of the table " + table + ", got another; /api/v1/types/{code} lists them");
        return Optional.empty();
    }

    private static String expected(FieldDefinition.Kind kind) {
        return switch (kind) {
            case TEXT -> "a string";
            case INTEGER -> "a whole number of at most 64 bits";
            case BOOLEAN -> "true or false";
            case DATE -> "a day as a string, yyyy-MM-dd";
            case CODE -> "a code as a string";
        };
    }

    /**
     * Reads {@code yyyy-MM-dd}.
     *
     * @throws DateTimeException if it is another form, or no such day
     */
    static LocalDate date(String text) {
        if (!DATE.matcher(text).matches()) {
            throw new DateTimeException("not a day");
        }
        return LocalDate.parse(text);
    }

    private static void face(LicenceType type, Map<String, Object> values, FieldErrors errors) {
        var map = Cbor.map();
        Face.of(type, values).forEach(map::put);
        int size = map.build().encode().size();
        if (size > MAX_FACE) {
            errors.add(
                    "fields",
                    FieldError.Code.LENGTH,
                    "the fields on the face take " + size + " bytes, the limit is " + MAX_FACE
                            + "; shorten them, or publish a version of the type with fewer fields on the face");
        }
    }
}
