package org.zhaoku.gateway.job;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.catalogue.FieldDefinition;
import org.zhaoku.gateway.catalogue.LicenceType;
import org.zhaoku.gateway.issue.IssueRequest;
import org.zhaoku.gateway.issue.IssueRow;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.FieldErrors;

/**
 * What the columns of a table are, by their titles: a field's name, its short name (GB/T 36903) or its title, or one of the few words
 * of a request that are no fields. A column whose title begins with {@code #} is passed over.
 */
final class Columns {
    private static final int LETTERS = 26;

    private final LicenceType type;
    private final List<Optional<Target>> targets;

    private Columns(LicenceType type, List<Optional<Target>> targets) {
        this.type = type;
        this.targets = List.copyOf(targets);
    }

    /** Where a cell goes: into a part of the request, into a field, or to one of several holders. */
    private record Target(Optional<Part> part, Optional<FieldDefinition> field, Optional<HolderColumn> holder) {
        static Target of(Part part) {
            return new Target(Optional.of(part), Optional.empty(), Optional.empty());
        }

        static Target of(FieldDefinition field) {
            return new Target(Optional.empty(), Optional.of(field), Optional.empty());
        }

        static Target of(HolderColumn holder) {
            return new Target(Optional.empty(), Optional.empty(), Optional.of(holder));
        }

        String path() {
            return part.map(Part::path)
                    .or(() -> holder.map(HolderColumn::path))
                    .orElseGet(() -> "fields." + field.orElseThrow().name());
        }
    }

    /** Parts of a request that are no fields. */
    private enum Part {
        HOLDER_NAME,
        VALID_FROM,
        VALID_TO,
        SERIAL;

        List<String> names() {
            return switch (this) {
                case HOLDER_NAME -> List.of("holderName", "CertificateHolderName", "CZZT", "持证主体", "持证主体名称");
                case VALID_FROM ->
                    List.of("validFrom", "CertificateEffectiveDate", "ZZYXQQSRQ", "有效期起始日期", "证照有效期起始日期");
                case VALID_TO -> List.of("validTo", "CertificateExpiringDate", "ZZYXQJZRQ", "有效期截止日期", "证照有效期截止日期");
                case SERIAL -> List.of("serial", "流水号");
            };
        }

        String path() {
            return names().get(0);
        }
    }

    /**
     * The columns with these titles.
     *
     * @throws org.zhaoku.gateway.web.ProblemException FIELD_INVALID: a column is of no field, two are of one, a required one lacks
     */
    static Columns of(LicenceType type, TableRow titles) {
        var errors = new FieldErrors();
        List<Optional<Target>> targets = new ArrayList<>();
        Set<Target> seen = new HashSet<>();
        for (int column = 0; column < titles.cells().size(); column++) {
            String name = "column " + letters(column);
            Optional<Target> target = title(titles.cell(column)).flatMap(title -> target(type, title, name, errors));
            target.filter(found -> !seen.add(found))
                    .ifPresent(twice ->
                            errors.add(name, FieldError.Code.DUPLICATE, "another column is " + twice.path() + ", too"));
            targets.add(target);
        }
        required(type, seen, errors);
        errors.throwIfAny();
        return new Columns(type, targets);
    }

    private static Optional<String> title(@Nullable Cell cell) {
        return cell instanceof Cell.Text text && !text.text().startsWith("#")
                ? Optional.of(text.text())
                : Optional.empty();
    }

    private static Optional<Target> target(LicenceType type, String title, String column, FieldErrors errors) {
        List<Target> found = candidates(type, title);
        if (found.size() == 1) {
            return Optional.of(found.get(0));
        }
        errors.add(
                column,
                found.isEmpty() ? FieldError.Code.UNKNOWN : FieldError.Code.DUPLICATE,
                found.isEmpty()
                        ? "expected the name, short name or title of a field of the type, holderName, holder1.name,"
                                + " holder1.codeType, holder1.code, validFrom, validTo or serial; let the title begin with # if the column is to be passed over"
                        : "the type has several fields with this title; use the field's name");
        return Optional.empty();
    }

    private static List<Target> candidates(LicenceType type, String title) {
        List<FieldDefinition> exact = type.fields().stream()
                .filter(field -> field.name().equals(title)
                        || field.rules().shortName().filter(title::equals).isPresent())
                .toList();
        List<FieldDefinition> fields = exact.isEmpty()
                ? type.fields().stream()
                        .filter(field -> field.title().equals(title))
                        .toList()
                : exact;
        Stream<Target> found = fields.isEmpty()
                ? Stream.concat(
                        Stream.of(Part.values())
                                .filter(part -> part.names().contains(title))
                                .map(Target::of),
                        HolderColumn.of(title).stream().map(Target::of))
                : fields.stream().map(Columns::target);
        return found.distinct().toList();
    }

    /** The holder's name is filled into its field from the request. */
    private static Target target(FieldDefinition field) {
        return field.name().equals(FieldDefinition.HOLDER_NAME) ? Target.of(Part.HOLDER_NAME) : Target.of(field);
    }

    private static void required(LicenceType type, Set<Target> seen, FieldErrors errors) {
        Set<HolderColumn> holders =
                seen.stream().flatMap(target -> target.holder().stream()).collect(Collectors.toSet());
        Stream<Target> names = holders.isEmpty()
                ? Stream.of(Target.of(Part.HOLDER_NAME))
                : HolderColumn.missing(holders).map(Target::of);
        Stream.concat(
                        names,
                        type.fields().stream()
                                .filter(FieldDefinition::required)
                                .filter(field -> !HolderColumn.fill(holders, field.name()))
                                .map(Columns::target))
                .distinct()
                .filter(target -> !seen.contains(target))
                .filter(target -> holders.isEmpty() || !target.equals(Target.of(Part.HOLDER_NAME)))
                .forEach(target -> errors.add(
                        target.path(),
                        FieldError.Code.MISSING,
                        "no column of the table has it, and each licence needs it"));
    }

    /** As office programs name it: A, B, … AA. */
    private static String letters(int column) {
        var letters = new StringBuilder();
        for (int rest = column + 1; rest > 0; rest = (rest - 1) / LETTERS) {
            letters.insert(0, (char) ('A' + (rest - 1) % LETTERS));
        }
        return letters.toString();
    }

    /**
     * A row as a request.
     *
     * @param number of the row
     * @param key the request's own, so that it is found again
     */
    IssueRow row(int number, TableRow row, Job job, String key) {
        var errors = new FieldErrors();
        var values = new Values(new HashMap<>(), new HashMap<>(), new HashMap<>());
        for (int column = 0; column < Math.max(targets.size(), row.cells().size()); column++) {
            Cell cell = row.cell(column);
            if (cell == null) {
                continue;
            }
            Optional<Target> target = column < targets.size() ? targets.get(column) : Optional.empty();
            if (target.isPresent()) {
                put(target.get(), cell, values, errors);
            } else if (column >= targets.size()) {
                errors.add(
                        "column " + letters(column),
                        FieldError.Code.UNKNOWN,
                        "the row has more cells than there are titles; a comma in a text needs quotation marks around it");
            }
        }
        return errors.isEmpty()
                ? IssueRow.of(number, request(values, job, key))
                : IssueRow.failed(number, errors.problem());
    }

    /** What the cells of a row say. */
    private record Values(
            Map<Part, String> parts, Map<String, @Nullable Object> fields, Map<HolderColumn, String> holders) {}

    private void put(Target target, Cell cell, Values values, FieldErrors errors) {
        CellValue value = target.field()
                .map(field -> CellValue.of(field.kind(), cell))
                .orElseGet(() -> CellValue.of(kind(target.part()), cell));
        value.fault().ifPresent(fault -> errors.add(target.path(), FieldError.Code.FORMAT, fault));
        value.value().ifPresent(found -> {
            target.field().ifPresent(field -> values.fields().put(field.name(), found));
            target.part().ifPresent(part -> values.parts().put(part, found.toString()));
            target.holder().ifPresent(holder -> values.holders().put(holder, found.toString()));
        });
    }

    private static FieldDefinition.Kind kind(Optional<Part> part) {
        return part.filter(EnumSet.of(Part.VALID_FROM, Part.VALID_TO)::contains)
                .map(day -> FieldDefinition.Kind.DATE)
                .orElse(FieldDefinition.Kind.TEXT);
    }

    private IssueRequest request(Values values, Job job, String key) {
        Map<Part, String> parts = values.parts();
        return new IssueRequest(
                type.code().value(),
                job.department().value(),
                parts.get(Part.HOLDER_NAME),
                parts.get(Part.VALID_FROM),
                Optional.ofNullable(parts.get(Part.VALID_TO))
                        .filter(day -> !day.equals("长期"))
                        .orElse(null),
                parts.get(Part.SERIAL),
                values.fields(),
                key,
                null,
                values.holders().isEmpty() ? null : HolderColumn.holders(values.holders()));
    }
}
