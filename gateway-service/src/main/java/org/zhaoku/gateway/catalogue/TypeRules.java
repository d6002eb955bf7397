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
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/** What a type must be before it is published, since a published version never changes. */
final class TypeRules {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");
    private static final int MAX_NAME = 100;
    private static final int MAX_FIELDS = 256;
    private static final int MAX_ISSUERS = 100;
    private static final int MAX_LENGTH = 1000;
    private static final int USUAL_LENGTH = 100;
    private static final int MAX_VERSION = 0xffff;

    private final FieldErrors errors = new FieldErrors();

    private TypeRules() {}

    /** @param issuers departments that may issue it, each once */
    record Publication(LicenceType type, Set<UnifiedSocialCreditCode> issuers) {}

    static Publication check(TypeRequest request) {
        return new TypeRules().checked(request);
    }

    private Publication checked(TypeRequest request) {
        Optional<LicenceTypeCode> code = errors.parsed(
                "code", request.code(), "a licence type code of 21 characters (GB/T 36902)", LicenceTypeCode::parse);
        Optional<String> name = errors.text("name", request.name(), MAX_NAME);
        int version = range("version", request.version(), 1, MAX_VERSION);
        List<FieldDefinition> fields = fields(request.fields());
        Set<UnifiedSocialCreditCode> issuers = issuers(request.issuers());
        errors.throwIfAny();
        var type = new LicenceType(
                code.orElseThrow(), version, name.orElseThrow(), Boolean.TRUE.equals(request.personalNumber()), fields);
        return new Publication(type, issuers);
    }

    private List<FieldDefinition> fields(@Nullable List<TypeRequest.@Nullable Field> requested) {
        List<FieldDefinition> fields = new ArrayList<>();
        if (requested == null || requested.isEmpty() || requested.size() > MAX_FIELDS) {
            errors.add("fields", FieldError.Code.LENGTH, "expected 1 to " + MAX_FIELDS + " fields");
            return fields;
        }
        Set<String> names = new HashSet<>();
        for (int number = 0; number < requested.size(); number++) {
            String path = "fields[" + number + "]";
            errors.required(path, requested.get(number))
                    .flatMap(field -> field(path, field))
                    .ifPresent(fields::add);
        }
        fields.stream()
                .filter(field -> !names.add(field.name()))
                .forEach(field ->
                        errors.add("fields", FieldError.Code.DUPLICATE, "the name " + field.name() + " comes twice"));
        return fields;
    }

    private Optional<FieldDefinition> field(String path, TypeRequest.Field field) {
        Optional<String> name = errors.text(path + ".name", field.name(), MAX_NAME);
        if (name.isPresent() && !NAME.matcher(name.get()).matches()) {
            errors.add(
                    path + ".name",
                    FieldError.Code.FORMAT,
                    "expected a letter and up to 63 letters, digits and underscores");
        }
        Optional<String> title = errors.text(path + ".title", field.title(), MAX_NAME);
        Optional<FieldDefinition.Kind> kind = errors.required(path + ".kind", field.kind());
        int length =
                field.maxLength() == null ? USUAL_LENGTH : range(path + ".maxLength", field.maxLength(), 1, MAX_LENGTH);
        boolean face = Boolean.TRUE.equals(field.face());
        boolean masked = Boolean.TRUE.equals(field.masked());
        if (face && masked && kind.isPresent() && kind.get() != FieldDefinition.Kind.TEXT) {
            errors.add(
                    path + ".masked", FieldError.Code.RANGE, "only TEXT can be masked; leave this field off the face");
        }
        if (name.isEmpty() || title.isEmpty() || kind.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new FieldDefinition(
                name.get(), title.get(), kind.get(), Boolean.TRUE.equals(field.required()), face, masked, length));
    }

    private int range(String path, @Nullable Integer value, int min, int max) {
        int number = value == null ? min : value;
        if (number < min || number > max) {
            errors.add(path, FieldError.Code.RANGE, "expected " + min + " to " + max + ", got " + number);
        }
        return number;
    }

    private Set<UnifiedSocialCreditCode> issuers(@Nullable List<@Nullable String> requested) {
        Set<UnifiedSocialCreditCode> issuers = new HashSet<>();
        if (requested == null) {
            return issuers;
        }
        if (requested.size() > MAX_ISSUERS) {
            errors.add("issuers", FieldError.Code.LENGTH, "expected at most " + MAX_ISSUERS + " departments");
            return issuers;
        }
        for (int i = 0; i < requested.size(); i++) {
            errors.parsed(
                            "issuers[" + i + "]",
                            requested.get(i),
                            "a unified social credit code of 18 characters with a right check character",
                            UnifiedSocialCreditCode::parse)
                    .ifPresent(issuers::add);
        }
        return issuers;
    }
}
