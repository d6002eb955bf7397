package org.zhaoku.gateway.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the fields of a request to issue must be, as JSON Schema (draft 2020-12, formats asserted). It says the same as the
 * gateway but for what goes across fields: docs/catalogue.md lists that.
 */
final class TypeSchema {
    private static final String TYPE = "type";
    private static final String PATTERN = "pattern";
    /** As {@link String#isBlank} has it: anything that is no white space of Unicode. */
    private static final String NOT_BLANK =
            "[^\\u0020\\u1680\\u2000-\\u2006\\u2008-\\u200a\\u2028\\u2029\\u205f\\u3000]";
    /** Control characters, separators of lines, and halves of characters. */
    private static final String UNWRITABLE = "[\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]";

    private static final String DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

    private final Map<String, Object> properties = new LinkedHashMap<>();
    private final List<Object> required = new ArrayList<>();
    private final List<Object> conditions = new ArrayList<>();

    private TypeSchema() {}

    static Map<String, Object> of(LicenceType type) {
        var schema = new TypeSchema();
        type.fields().forEach(field -> schema.add(type, field));
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        whole.put("$id", "urn:zhaoku:type:" + type.code().value() + ":" + type.version());
        whole.put("title", type.name());
        whole.put(TYPE, "object");
        whole.put("properties", schema.properties);
        whole.put("required", schema.required);
        whole.put("additionalProperties", false);
        if (!schema.conditions.isEmpty()) {
            whole.put("allOf", schema.conditions);
        }
        return whole;
    }

    private void add(LicenceType type, FieldDefinition field) {
        String name = field.name();
        boolean needed = field.required() && !name.equals(FieldDefinition.HOLDER_NAME);
        Map<String, Object> value = value(type, field, needed);
        properties.put(name, value);
        field.rules()
                .shortName()
                .ifPresentOrElse(
                        other -> {
                            properties.put(other, value);
                            conditions.add(Map.of("not", Map.of("required", List.of(name, other))));
                            if (needed) {
                                conditions.add(Map.of(
                                        "anyOf",
                                        List.of(
                                                Map.of("required", List.of(name)),
                                                Map.of("required", List.of(other)))));
                            }
                        },
                        () -> {
                            if (needed) {
                                required.add(name);
                            }
                        });
    }

    /** An optional field may be null, which is the same as absent. */
    private static Map<String, Object> value(LicenceType type, FieldDefinition field, boolean needed) {
        Map<String, Object> form = switch (field.kind()) {
            case TEXT -> text(field);
            case INTEGER -> Map.of(TYPE, "integer", "minimum", Long.MIN_VALUE, "maximum", Long.MAX_VALUE);
            case BOOLEAN -> Map.of(TYPE, "boolean");
            case DATE -> Map.of(TYPE, "string", "format", "date", PATTERN, DAY);
            case CODE -> Map.of(TYPE, "string", "oneOf", codes(type, field));
        };
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("title", field.title());
        if (needed) {
            value.putAll(form);
        } else {
            value.put("anyOf", List.of(form, Map.of(TYPE, "null")));
        }
        value.put("x-face", field.face());
        value.put("x-masked", field.masked());
        value.put("x-sensitive", field.rules().sensitive());
        return value;
    }

    private static Map<String, Object> text(FieldDefinition field) {
        FieldDefinition.Rules rules = field.rules();
        Map<String, Object> text = new LinkedHashMap<>();
        text.put(TYPE, "string");
        text.put("minLength", rules.minLength());
        text.put("maxLength", field.maxLength());
        List<Object> forms = new ArrayList<>();
        forms.add(Map.of(PATTERN, NOT_BLANK));
        forms.add(Map.of("not", Map.of(PATTERN, UNWRITABLE)));
        rules.pattern().ifPresent(pattern -> forms.add(Map.of(PATTERN, "^(?:" + pattern + ")$")));
        text.put("allOf", forms);
        return text;
    }

    private static List<Object> codes(LicenceType type, FieldDefinition field) {
        return field
                .rules()
                .codeTable()
                .flatMap(type.terms()::codeTable)
                .map(CodeTable::codes)
                .orElse(List.of())
                .stream()
                .<Object>map(code -> Map.of("const", code.code(), "title", code.name()))
                .toList();
    }
}
