package org.zhaoku.gateway.catalogue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.FieldErrors;

/** What the fields of a type must be before it is published. */
final class TypeFieldRules {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");
    private static final String NAME_FORM = "expected a letter and up to 63 letters, digits and underscores";
    private static final int MAX_NAME = 100;
    private static final int MAX_FIELDS = 256;
    private static final int MAX_LENGTH = 1000;
    private static final int USUAL_LENGTH = 100;

    private final FieldErrors errors;
    private final TypeTerms terms;

    TypeFieldRules(FieldErrors errors, TypeTerms terms) {
        this.errors = errors;
        this.terms = terms;
    }

    /** Those that are well; what is wrong is noted. */
    List<FieldDefinition> check(@Nullable List<TypeRequest.@Nullable Field> requested) {
        List<FieldDefinition> fields = new ArrayList<>();
        if (requested == null || requested.isEmpty() || requested.size() > MAX_FIELDS) {
            errors.add("fields", FieldError.Code.LENGTH, "expected 1 to " + MAX_FIELDS + " fields");
            return fields;
        }
        for (int number = 0; number < requested.size(); number++) {
            String path = "fields[" + number + "]";
            errors.required(path, requested.get(number))
                    .flatMap(field -> field(path, field))
                    .ifPresent(fields::add);
        }
        Set<String> names = new HashSet<>();
        for (FieldDefinition field : fields) {
            once(names, field.name());
            field.rules().shortName().ifPresent(name -> once(names, name));
        }
        return fields;
    }

    private void once(Set<String> names, String name) {
        if (!names.add(name)) {
            errors.add("fields", FieldError.Code.DUPLICATE, "the name " + FieldErrors.shown(name) + " comes twice");
        }
    }

    private Optional<FieldDefinition> field(String path, TypeRequest.Field field) {
        Optional<String> name = named(path + ".name", field.name()).map(MetadataItems::english);
        Optional<String> title = errors.text(path + ".title", field.title(), MAX_NAME);
        Optional<FieldDefinition.Kind> kind = errors.required(path + ".kind", field.kind());
        if (name.isEmpty() || title.isEmpty() || kind.isEmpty()) {
            return Optional.empty();
        }
        int most = range(path + ".maxLength", field.maxLength(), USUAL_LENGTH, MAX_LENGTH);
        boolean face = Boolean.TRUE.equals(field.face());
        boolean masked = Boolean.TRUE.equals(field.masked());
        boolean sensitive = Boolean.TRUE.equals(field.sensitive());
        if (face && masked && kind.get() != FieldDefinition.Kind.TEXT) {
            errors.add(
                    path + ".masked", FieldError.Code.RANGE, "only TEXT can be masked; leave this field off the face");
        }
        if (face && sensitive && !masked) {
            errors.add(
                    path + ".sensitive",
                    FieldError.Code.RANGE,
                    "a sensitive field on the face must be masked; mask it or leave it off the face");
        }
        return Optional.of(new FieldDefinition(
                name.get(),
                title.get(),
                kind.get(),
                Boolean.TRUE.equals(field.required()),
                face,
                masked,
                most,
                new FieldDefinition.Rules(
                        ofKind(path + ".minLength", field.minLength(), kind.get(), FieldDefinition.Kind.TEXT)
                                .map(least -> range(path + ".minLength", least, 1, most))
                                .orElse(1),
                        ofKind(path + ".pattern", field.pattern(), kind.get(), FieldDefinition.Kind.TEXT)
                                .flatMap(pattern -> pattern(path + ".pattern", pattern)),
                        sensitive,
                        codeTable(path + ".codeTable", field, kind.get()),
                        shortName(path, field, name.get()))));
    }

    private Optional<String> named(String path, @Nullable String value) {
        Optional<String> name = errors.text(path, value, MAX_NAME);
        if (name.isPresent() && !NAME.matcher(name.get()).matches()) {
            errors.add(path, FieldError.Code.FORMAT, NAME_FORM);
            return Optional.empty();
        }
        return name;
    }

    private Optional<String> shortName(String path, TypeRequest.Field field, String name) {
        Optional<String> standard = MetadataItems.shortName(name);
        if (field.shortName() == null) {
            return standard;
        }
        Optional<String> given = named(path + ".shortName", field.shortName());
        if (given.isPresent() && standard.isPresent() && !given.equals(standard)) {
            errors.add(
                    path + ".shortName",
                    FieldError.Code.RANGE,
                    "expected " + standard.get() + ", the short name of " + name + " in GB/T 36903; leave it out");
        }
        return given;
    }

    private <T> Optional<T> ofKind(
            String path, @Nullable T value, FieldDefinition.Kind kind, FieldDefinition.Kind expected) {
        if (value != null && kind != expected) {
            errors.add(
                    path, FieldError.Code.RANGE, "only a field of kind " + expected + " has it, this one is " + kind);
            return Optional.empty();
        }
        return Optional.ofNullable(value);
    }

    private Optional<String> pattern(String path, String expression) {
        try {
            return Optional.of(FieldPattern.checked(expression));
        } catch (IllegalArgumentException e) {
            errors.add(
                    path,
                    FieldError.Code.FORMAT,
                    "expected a regular expression of at most " + FieldPattern.MAX_LENGTH
                            + " characters as docs/catalogue.md describes them: no look-around, back reference, anchor or flag");
            return Optional.empty();
        }
    }

    private Optional<String> codeTable(String path, TypeRequest.Field field, FieldDefinition.Kind kind) {
        if (kind != FieldDefinition.Kind.CODE) {
            return ofKind(path, field.codeTable(), kind, FieldDefinition.Kind.CODE);
        }
        Optional<String> table = errors.required(path, field.codeTable());
        if (table.isPresent() && terms.codeTable(table.get()).isEmpty()) {
            errors.add(path, FieldError.Code.UNKNOWN, "expected the name of a table in codeTables");
        }
        return table;
    }

    private int range(String path, @Nullable Integer value, int usual, int most) {
        int number = value == null ? Math.min(usual, most) : value;
        if (number < 1 || number > most) {
            errors.add(path, FieldError.Code.RANGE, "expected 1 to " + most + ", got " + number);
        }
        return Math.max(1, number);
    }
}
