package org.zhaoku.gateway.job;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.catalogue.FieldDefinition;
import org.zhaoku.gateway.holder.CodeType;
import org.zhaoku.gateway.holder.HolderRequest;

/**
 * A column of one of several holders, who are numbered from 1: {@code holder1.name} or 持证主体1, {@code holder1.codeType} or
 * 持证主体1代码类型, {@code holder1.code} or 持证主体1代码.
 *
 * @param index of the holder, from 0
 * @param part what it says of the holder
 */
record HolderColumn(int index, Part part) {
    /** What a column says of a holder. */
    enum Part {
        NAME,
        CODE_TYPE,
        CODE;

        /** As a request names it, and then how a title ends. */
        private List<String> names() {
            return switch (this) {
                case NAME -> List.of("name", "", "名称");
                case CODE_TYPE -> List.of("codeType", "代码类型");
                case CODE -> List.of("code", "代码");
            };
        }

        private String member() {
            return names().get(0);
        }

        private boolean ends(String title) {
            return names().subList(1, names().size()).contains(title);
        }
    }

    /** Fields of a type that are filled from the holders' codes. */
    private static final Set<String> OF_CODES = Set.of(
            FieldDefinition.HOLDER_CODE, FieldDefinition.HOLDER_CODE_TYPE, FieldDefinition.HOLDER_CODE_TYPE_NAME);

    private static final Pattern TITLE =
            Pattern.compile("(?:holder([1-9][0-9]?)\\.([A-Za-z]+)|持证主体([1-9][0-9]?)([^0-9]*))");

    /** The column with this title, if it is of a holder. */
    static Optional<HolderColumn> of(String title) {
        Matcher found = TITLE.matcher(title);
        if (!found.matches()) {
            return Optional.empty();
        }
        boolean own = found.group(1) != null;
        int number = Integer.parseInt(found.group(own ? 1 : 3));
        return number > HolderRequest.MAX_HOLDERS
                ? Optional.empty()
                : Arrays.stream(Part.values())
                        .filter(part -> own ? part.member().equals(found.group(2)) : part.ends(found.group(4)))
                        .findFirst()
                        .map(part -> new HolderColumn(number - 1, part));
    }

    /** As a request names it. */
    String path() {
        return "holders[" + index + "]." + part.member();
    }

    /** Columns of names that lack beside these: each holder has a name, and the first one is there. */
    static Stream<HolderColumn> missing(Set<HolderColumn> seen) {
        Set<Integer> holders = new TreeSet<>(Set.of(0));
        seen.forEach(column -> holders.add(column.index()));
        return holders.stream()
                .map(index -> new HolderColumn(index, Part.NAME))
                .filter(column -> !seen.contains(column));
    }

    /** Whether a field of this name is filled from these columns. */
    static boolean fill(Set<HolderColumn> seen, String field) {
        return OF_CODES.contains(field) && seen.stream().anyMatch(column -> column.part() == Part.CODE);
    }

    /** The holders of a row, up to the last one of whom it says something. */
    static List<@Nullable HolderRequest> holders(Map<HolderColumn, String> cells) {
        int count = cells.keySet().stream().mapToInt(HolderColumn::index).max().orElse(-1) + 1;
        List<@Nullable HolderRequest> holders = new ArrayList<>(Collections.nCopies(count, (HolderRequest) null));
        cells.keySet().stream().map(HolderColumn::index).distinct().forEach(index -> {
            String type = cells.get(new HolderColumn(index, Part.CODE_TYPE));
            holders.set(
                    index,
                    new HolderRequest(
                            cells.get(new HolderColumn(index, Part.NAME)),
                            type == null ? null : number(type),
                            cells.get(new HolderColumn(index, Part.CODE))));
        });
        return holders;
    }

    /** People write the word of the standard rather than its number. */
    private static String number(String type) {
        return Arrays.stream(CodeType.values())
                .filter(each -> each.word().equals(type))
                .map(CodeType::number)
                .findFirst()
                .orElse(type);
    }
}
