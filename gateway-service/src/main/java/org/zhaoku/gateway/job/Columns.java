package org.zhaoku.gateway.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /** Where a cell goes: into a part of the request, or into a field. */
    private record Target(Optional<Part> part, Optional<FieldDefinition> field) {
        static Target of(Part part) {
            return new Target(Optional.of(part), Optional.empty());
        }

        static Target of(FieldDefinition field) {
            return new Target(Optional.empty(), Optional.of(field));
        }

        String path() {
            return part.map(Part::path)
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
                        ? "expected the name, short name or title of a field of the type, holderName, validFrom, validTo or"
                                + " serial; let the title begin with # if the column is to be passed over"
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
                ? Stream.of(Part.values())
                        .filter(part -> part.names().contains(title))
                        .map(Target::of)
                : fields.stream().map(Columns::target);
        return found.distinct().toList();
    }

    /** The holder's name is filled into its field from the request. */
    private static Target target(FieldDefinition field) {
        return field.name().equals(FieldDefinition.HOLDER_NAME) ? Target.of(Part.HOLDER_NAME) : Target.of(field);
    }

    private static void required(LicenceType type, Set<Target> seen, FieldErrors errors) {
        Stream.concat(
                        Stream.of(Target.of(Part.HOLDER_NAME)),
                        type.fields().stream().filter(FieldDefinition::required).map(Columns::target))
                .distinct()
                .filter(target -> !seen.contains(target))
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
        Map<Part, String> parts = new HashMap<>();
        Map<String, @Nullable Object> fields = new HashMap<>();
        for (int column = 0; column < Math.max(targets.size(), row.cells().size()); column++) {
            Cell cell = row.cell(column);
            if (cell == null) {
                continue;
            }
            Optional<Target> target = column < targets.size() ? targets.get(column) : Optional.empty();
            if (target.isPresent()) {
                put(target.get(), cell, parts, fields, errors);
            } else if (column >= targets.size()) {
                errors.add(
                        "column " + letters(column),
                        FieldError.Code.UNKNOWN,
                        "the row has more cells than there are titles; a comma in a text needs quotation marks around it");
            }
        }
        return errors.isEmpty()
                ? IssueRow.of(number, request(parts, fields, job, key))
                : IssueRow.failed(number, errors.problem());
    }

    private void put(
            Target target,
            Cell cell,
            Map<Part, String> parts,
            Map<String, @Nullable Object> fields,
            FieldErrors errors) {
        CellValue value = target.field()
                .map(field -> CellValue.of(field.kind(), cell))
                .orElseGet(() -> CellValue.of(kind(target.part().orElseThrow()), cell));
        value.fault().ifPresent(fault -> errors.add(target.path(), FieldError.Code.FORMAT, fault));
        value.value().ifPresent(found -> {
            target.field().ifPresent(field -> fields.put(field.name(), found));
            target.part().ifPresent(part -> parts.put(part, found.toString()));
        });
    }

    private static FieldDefinition.Kind kind(Part part) {
        return part == Part.VALID_FROM || part == Part.VALID_TO ? FieldDefinition.Kind.DATE : FieldDefinition.Kind.TEXT;
    }

    private IssueRequest request(Map<Part, String> parts, Map<String, @Nullable Object> fields, Job job, String key) {
        return new IssueRequest(
                type.code().value(),
                job.department().value(),
                parts.get(Part.HOLDER_NAME),
                parts.get(Part.VALID_FROM),
                Optional.ofNullable(parts.get(Part.VALID_TO))
                        .filter(day -> !day.equals("长期"))
                        .orElse(null),
                parts.get(Part.SERIAL),
                fields,
                key,
                null,
                null);
    }
}
