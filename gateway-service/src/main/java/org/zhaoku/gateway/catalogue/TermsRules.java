package org.zhaoku.gateway.catalogue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.verifier.status.StatusReason;

/** What the terms of a type must be before it is published. */
final class TermsRules {
    private static final Pattern TEMPLATE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,99}");
    private static final int MAX_NAME = 200;
    private static final int MAX_CODE = 64;
    private static final int MAX_ROWS = 100;
    private static final int MAX_CODES = 1000;

    private final FieldErrors errors;

    TermsRules(FieldErrors errors) {
        this.errors = errors;
    }

    /** The terms; what is wrong is noted and left out. */
    TypeTerms check(TypeRequest request) {
        return new TypeTerms(
                optional(request.definingAuthority())
                        .flatMap(name -> errors.checked("definingAuthority", name, MAX_NAME)),
                optional(request.definingAuthorityLevel()).flatMap(level -> level("definingAuthorityLevel", level)),
                optional(request.holderCategory())
                        .flatMap(category -> errors.parsed(
                                "holderCategory",
                                category,
                                "NATURAL_PERSON (自然人), ORGANISATION (法人和其他组织) or MIXED (混合)",
                                HolderCategory::parse))
                        .orElse(HolderCategory.MIXED),
                optional(request.validity())
                        .flatMap(text -> errors.parsed(
                                "validity",
                                text,
                                "terms such as 1年, 6个月, 30日 or 长期, joined by ^, each once",
                                ValidityPeriod::list))
                        .orElse(List.of()),
                levels(request.issuingLevels()),
                rows("matters", request.matters(), MAX_ROWS, this::matter),
                rows("states", request.states(), MAX_ROWS, this::state),
                tables(request),
                optional(request.template()).flatMap(this::template),
                request.approval() == TypeRequest.Approval.TWO_PERSONS);
    }

    private static <T> Optional<T> optional(@Nullable T value) {
        return Optional.ofNullable(value);
    }

    private Optional<AuthorityLevel> level(String path, @Nullable String text) {
        return errors.parsed(path, text, "one of " + AuthorityLevel.names(), AuthorityLevel::parse);
    }

    private Set<AuthorityLevel> levels(@Nullable List<@Nullable String> requested) {
        Set<AuthorityLevel> levels = EnumSet.noneOf(AuthorityLevel.class);
        levels.addAll(rows("issuingLevels", requested, AuthorityLevel.values().length, this::level));
        return levels;
    }

    private Optional<String> template(String reference) {
        if (!TEMPLATE.matcher(reference).matches()) {
            errors.add(
                    "template",
                    FieldError.Code.FORMAT,
                    "expected a reference of up to 100 letters, digits and . _ - /, such as food-licence/1");
            return Optional.empty();
        }
        return Optional.of(reference);
    }

    private Optional<TypeTerms.Matter> matter(String path, TypeRequest.Matter matter) {
        return both(
                errors.text(path + ".code", matter.code(), MAX_CODE),
                errors.text(path + ".name", matter.name(), MAX_NAME),
                TypeTerms.Matter::new);
    }

    private Optional<StateCode> state(String path, TypeRequest.State state) {
        Optional<StateCode.Coded> coded = errors.required(path + ".state", state.state());
        Set<StatusReason> reasons = optional(state.reasons()).orElse(List.of()).stream()
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return both(
                        errors.text(path + ".code", state.code(), MAX_CODE),
                        errors.text(path + ".name", state.name(), MAX_NAME),
                        CodeTable.Code::new)
                .flatMap(code -> coded.map(what -> new StateCode(code.code(), code.name(), what, reasons)));
    }

    /** Those of the request, and the standard's if a field refers to it: a definition is complete in itself. */
    private List<CodeTable> tables(TypeRequest request) {
        List<CodeTable> tables = new ArrayList<>(rows("codeTables", request.codeTables(), MAX_ROWS, this::table));
        boolean standard = optional(request.fields()).orElse(List.of()).stream()
                .filter(Objects::nonNull)
                .anyMatch(field -> FieldDefinition.HOLDER_CODE_TYPE.equals(field.codeTable()));
        if (standard && tables.stream().noneMatch(table -> table.name().equals(FieldDefinition.HOLDER_CODE_TYPE))) {
            tables.add(CodeTable.HOLDER_CODE_TYPES);
        }
        once("codeTables", tables.stream().map(CodeTable::name).toList());
        return tables;
    }

    private Optional<CodeTable> table(String path, TypeRequest.Table table) {
        List<CodeTable.Code> codes = rows(
                path + ".codes",
                table.codes(),
                MAX_CODES,
                (at, code) -> both(
                        errors.text(at + ".code", code.code(), MAX_CODE),
                        errors.text(at + ".name", code.name(), MAX_NAME),
                        CodeTable.Code::new));
        if (table.codes() == null || table.codes().isEmpty()) {
            errors.add(path + ".codes", FieldError.Code.LENGTH, "expected 1 to " + MAX_CODES + " codes");
        }
        once(path + ".codes", codes.stream().map(CodeTable.Code::code).toList());
        return errors.text(path + ".name", table.name(), MAX_CODE).map(name -> new CodeTable(name, codes));
    }

    private void once(String path, List<String> names) {
        Set<String> seen = new HashSet<>();
        if (!names.stream().allMatch(seen::add)) {
            errors.add(path, FieldError.Code.DUPLICATE, "expected each once");
        }
    }

    private <T, R> List<R> rows(
            String path, @Nullable List<@Nullable T> requested, int most, BiFunction<String, T, Optional<R>> check) {
        List<R> rows = new ArrayList<>();
        if (requested == null) {
            return rows;
        }
        if (requested.size() > most) {
            errors.add(path, FieldError.Code.LENGTH, "expected at most " + most + ", got " + requested.size());
            return rows;
        }
        for (int i = 0; i < requested.size(); i++) {
            String at = path + "[" + i + "]";
            errors.required(at, requested.get(i))
                    .flatMap(row -> check.apply(at, row))
                    .ifPresent(rows::add);
        }
        return rows;
    }

    private static <A, B, R> Optional<R> both(Optional<A> first, Optional<B> second, BiFunction<A, B, R> maker) {
        return first.flatMap(one -> second.map(other -> maker.apply(one, other)));
    }
}
