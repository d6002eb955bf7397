package org.zhaoku.gateway.issue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.catalogue.FieldDefinition;
import org.zhaoku.gateway.catalogue.LicenceType;
import org.zhaoku.gateway.holder.Holder;
import org.zhaoku.gateway.licence.Licence;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.FieldErrors;

/** How several holders stand in the fields of a licence (GB/T 36903): one text each, with commas between, in one order. */
final class HolderFields {
    /** Those that are filled from the holders' codes. */
    static final List<String> OF_CODES = List.of(
            FieldDefinition.HOLDER_CODE, FieldDefinition.HOLDER_CODE_TYPE, FieldDefinition.HOLDER_CODE_TYPE_NAME);

    private HolderFields() {}

    /** Their names. */
    static String names(List<Holder> holders) {
        return holders.stream().map(Holder::name).collect(Collectors.joining(Licence.SEPARATOR));
    }

    /** The fields with codes of the holders, and kinds of these codes, where the type has them. Other values for them are noted. */
    static Map<String, @Nullable Object> filled(
            LicenceType type, List<Holder> holders, Map<String, @Nullable Object> fields, FieldErrors errors) {
        boolean known = !holders.isEmpty()
                && holders.stream().allMatch(holder -> holder.code().isPresent());
        if (!known) {
            return fields;
        }
        Map<String, @Nullable Object> filled = new HashMap<>(fields);
        for (FieldDefinition field : type.fields()) {
            switch (field.name()) {
                case FieldDefinition.HOLDER_CODE -> put(field, each(holders, Holder.Code::value), filled, errors);
                case FieldDefinition.HOLDER_CODE_TYPE ->
                    put(field, each(holders, code -> code.type().number()), filled, errors);
                case FieldDefinition.HOLDER_CODE_TYPE_NAME ->
                    put(field, each(holders, code -> code.type().word()), filled, errors);
                default -> {}
            }
        }
        return filled;
    }

    private static String each(List<Holder> holders, Function<Holder.Code, String> part) {
        return holders.stream()
                .flatMap(holder -> holder.code().stream())
                .map(part)
                .collect(Collectors.joining(Licence.SEPARATOR));
    }

    private static void put(
            FieldDefinition field, String value, Map<String, @Nullable Object> fields, FieldErrors errors) {
        String name = field.rules().shortName().filter(fields::containsKey).orElse(field.name());
        Object before = fields.put(name, value);
        if (before != null && !before.equals(value)) {
            errors.add(
                    "fields." + name,
                    FieldError.Code.RANGE,
                    "expected what holders says, in the same order with commas between; leave one of them out");
        }
    }
}
