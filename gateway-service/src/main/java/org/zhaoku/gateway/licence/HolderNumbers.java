package org.zhaoku.gateway.licence;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.zhaoku.gateway.holder.Holder;

/** The numbers by which a licence's holders are found (持证主体代码, GB/T 36903: one field, several holders between separators). */
final class HolderNumbers {
    private static final List<String> FIELDS = List.of("CertificateHolderCode", "CZZTDM");
    private static final Pattern SEPARATOR = Pattern.compile("[\\^,;，；、|\\s]+");

    private HolderNumbers() {}

    /**
     * Those of holders that are known one by one, and those in the fields.
     *
     * @param fields values by field name
     */
    static List<String> of(List<Holder> holders, Map<String, Object> fields) {
        Stream<String> known =
                holders.stream().flatMap(holder -> holder.code().stream()).map(Holder.Code::value);
        Stream<String> inFields = FIELDS.stream()
                .map(fields::get)
                .filter(Objects::nonNull)
                .flatMap(value -> Stream.of(SEPARATOR.split(value.toString())));
        return Stream.concat(known, inFields)
                .filter(number -> !number.isEmpty())
                .distinct()
                .toList();
    }
}
