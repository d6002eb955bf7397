package org.zhaoku.gateway.issue;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.catalogue.FieldDefinition;
import org.zhaoku.gateway.catalogue.LicenceType;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.verifier.cbor.Cbor;

/** Checks the fields of a request against its type. What is noted names the field, never its value. */
final class FieldRules {
    /** Filled from the holder's name where the type has it and the request does not. */
    static final String HOLDER_NAME = "CertificateHolderName";

    /** The most bytes that the items on the face may take in the statement. */
    static final int MAX_FACE = 512;

    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final String PATH = "fields.";

    private FieldRules() {}

    /** The values as they are stored: only those that are there, and each of its kind. */
    static Map<String, Object> check(
            LicenceType type, String holderName, Map<String, @Nullable Object> requested, FieldErrors errors) {
        requested.keySet().stream()
                .filter(name ->
                        type.fields().stream().noneMatch(field -> field.name().equals(name)))
                .forEach(name -> errors.add(
                        PATH + FieldErrors.shown(name),
                        FieldError.Code.UNKNOWN,
                        "the type has no such field; /api/v1/types/{code} lists them"));
        Map<String, Object> values = new TreeMap<>();
        for (FieldDefinition field : type.fields()) {
            Object value = requested.get(field.name());
            if (value == null && field.name().equals(HOLDER_NAME)) {
                value = holderName;
            }
            if (value != null) {
                value(field, value, errors).ifPresent(checked -> values.put(field.name(), checked));
            } else if (field.required()) {
                errors.add(PATH + field.name(), FieldError.Code.MISSING, "the type requires this field");
            }
        }
        if (values.containsKey(HOLDER_NAME) && !holderName.equals(values.get(HOLDER_NAME))) {
            errors.add(
                    PATH + HOLDER_NAME,
                    FieldError.Code.RANGE,
                    "expected the same as holderName; leave one of them out");
        }
        face(type, values, errors);
        return values;
    }

    private static Optional<Object> value(FieldDefinition field, Object value, FieldErrors errors) {
        String path = PATH + field.name();
        switch (field.kind()) {
            case TEXT -> {
                if (value instanceof String text) {
                    return errors.checked(path, text, field.maxLength()).map(Object.class::cast);
                }
            }
            case INTEGER -> {
                if (value instanceof Integer || value instanceof Long) {
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
        }
        errors.add(path, FieldError.Code.KIND, "expected " + expected(field.kind()));
        return Optional.empty();
    }

    private static String expected(FieldDefinition.Kind kind) {
        return switch (kind) {
            case TEXT -> "a string";
            case INTEGER -> "a whole number of at most 64 bits";
            case BOOLEAN -> "true or false";
            case DATE -> "a day as a string, yyyy-MM-dd";
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
