package org.zhaoku.gateway.licence;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The numbers by which a licence's holders are found (持证主体代码, GB/T 36903: one field, several holders between separators). */
final class HolderNumbers {
    private static final List<String> FIELDS = List.of("CertificateHolderCode", "CZZTDM");
    private static final Pattern SEPARATOR = Pattern.compile("[\\^,;，；、|\\s]+");

    private HolderNumbers() {}

    /** @param fields values by field name */
    static List<String> of(Map<String, Object> fields) {
        return FIELDS.stream()
                .map(fields::get)
                .filter(Objects::nonNull)
                .flatMap(value -> Stream.of(SEPARATOR.split(value.toString())))
                .filter(number -> !number.isEmpty())
                .distinct()
                .toList();
    }
}
