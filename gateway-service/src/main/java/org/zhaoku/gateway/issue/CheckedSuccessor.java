package org.zhaoku.gateway.issue;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.catalogue.FieldDefinition;
import org.zhaoku.gateway.catalogue.LicenceType;
import org.zhaoku.gateway.holder.Holder;
import org.zhaoku.gateway.holder.HolderRequest;
import org.zhaoku.gateway.licence.Licence;
import org.zhaoku.gateway.licence.Occasion;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.FieldErrors;

/**
 * A well-formed request for the next version of a licence; it is held against the licence when that is known.
 *
 * @param occasion why
 * @param holderName if it changes
 * @param holders if they change
 * @param validFrom if it changes
 * @param validTo if it changes
 * @param fields that change; null takes one away
 * @param appliedOn if it was said, or is needed
 * @param decidedOn if it was said
 * @param mandates ids of those within which agents applied
 * @param today in Asia/Shanghai
 */
record CheckedSuccessor(
        Occasion occasion,
        Optional<String> holderName,
        Optional<List<Holder>> holders,
        Optional<LocalDate> validFrom,
        Optional<LastDay> validTo,
        Map<String, @Nullable Object> fields,
        Optional<LocalDate> appliedOn,
        Optional<LocalDate> decidedOn,
        List<String> mandates,
        LocalDate today) {

    private static final String UNLIMITED = "长期";
    private static final String DAY = "a day as yyyy-MM-dd";

    /** @throws org.zhaoku.gateway.web.ProblemException with FIELD_INVALID */
    static CheckedSuccessor of(Occasion occasion, SuccessorRequest request, LocalDate today) {
        var errors = new FieldErrors();
        Optional<String> holderName = Optional.ofNullable(request.holderName())
                .flatMap(name -> errors.text("holderName", name, CheckedRequest.MAX_HOLDER_NAME));
        Optional<List<Holder>> holders = Optional.ofNullable(request.holders())
                .map(several -> HolderRequest.checked("holders", several, errors));
        if (holders.isPresent() && holderName.isPresent()) {
            errors.add("holderName", FieldError.Code.RANGE, "expected holders or holderName; leave one of them out");
        }
        List<String> mandates = mandates(request.mandates(), errors);
        Optional<LocalDate> from = past("validFrom", request.validFrom(), today, errors);
        Optional<LastDay> to = Optional.ofNullable(request.validTo()).map(text -> lastDay(text, errors));
        Map<String, @Nullable Object> fields =
                Optional.ofNullable(request.fields()).orElse(Map.of());
        Optional<LocalDate> applied = past("appliedOn", request.appliedOn(), today, errors);
        Optional<LocalDate> decided = past("decidedOn", request.decidedOn(), today, errors);
        errors.throwIfAny();
        return new CheckedSuccessor(occasion, holderName, holders, from, to, fields, applied, decided, mandates, today);
    }

    /** @throws org.zhaoku.gateway.web.ProblemException with FIELD_INVALID */
    static CheckedSuccessor of(RenewalRequest request, LocalDate today) {
        var errors = new FieldErrors();
        errors.required("validTo", request.validTo());
        errors.throwIfAny();
        CheckedSuccessor renewal = of(
                Occasion.RENEWAL,
                new SuccessorRequest(
                        null,
                        null,
                        request.validFrom(),
                        request.validTo(),
                        request.fields(),
                        request.appliedOn(),
                        request.decidedOn(),
                        request.mandates()),
                today);
        return new CheckedSuccessor(
                Occasion.RENEWAL,
                Optional.empty(),
                Optional.empty(),
                Optional.of(renewal.validFrom().orElse(today)),
                renewal.validTo(),
                renewal.fields(),
                Optional.of(renewal.appliedOn().orElse(today)),
                renewal.decidedOn(),
                renewal.mandates(),
                today);
    }

    /** @throws org.zhaoku.gateway.web.ProblemException with FIELD_INVALID */
    static CheckedSuccessor of(ReissueRequest request, LocalDate today) {
        var errors = new FieldErrors();
        Optional<Occasion> cause = errors.parsed("cause", request.cause(), "LOSS or DAMAGE", CheckedSuccessor::cause);
        errors.throwIfAny();
        return of(
                cause.orElseThrow(),
                new SuccessorRequest(
                        null, null, null, null, null, request.appliedOn(), request.decidedOn(), request.mandates()),
                today);
    }

    /** @throws org.zhaoku.gateway.web.ProblemException with FIELD_INVALID */
    static CheckedSuccessor of(Occasion occasion, SuccessorRow row, LocalDate today) {
        return switch (occasion) {
            case RENEWAL -> {
                requireAbsent(row.holderName(), row.holders());
                yield of(
                        new RenewalRequest(
                                row.validFrom(),
                                row.validTo(),
                                row.fields(),
                                row.appliedOn(),
                                row.decidedOn(),
                                row.mandates()),
                        today);
            }
            case LOSS, DAMAGE -> {
                requireAbsent(row.holderName(), row.holders(), row.validFrom(), row.validTo(), row.fields());
                yield of(new ReissueRequest(occasion.name(), row.appliedOn(), row.decidedOn(), row.mandates()), today);
            }
            case TRANSFER -> throw new IllegalArgumentException("a transfer makes no next version");
            case AMENDMENT, CORRECTION, ANNUAL_CHECK ->
                of(
                        occasion,
                        new SuccessorRequest(
                                row.holderName(),
                                row.holders(),
                                row.validFrom(),
                                row.validTo(),
                                row.fields(),
                                row.appliedOn(),
                                row.decidedOn(),
                                row.mandates()),
                        today);
        };
    }

    private static void requireAbsent(@Nullable Object... parts) {
        if (Arrays.stream(parts).anyMatch(Objects::nonNull)) {
            var errors = new FieldErrors();
            errors.add(
                    "occasion",
                    FieldError.Code.RANGE,
                    "expected an AMENDMENT or a CORRECTION for what this row changes; a renewal leaves the holders, and what"
                            + " was lost or damaged is made again as it was");
            errors.throwIfAny();
        }
    }

    private static List<String> mandates(@Nullable List<@Nullable String> ids, FieldErrors errors) {
        if (ids == null) {
            return List.of();
        }
        if (ids.size() > HolderRequest.MAX_HOLDERS) {
            errors.add(
                    "mandates",
                    FieldError.Code.LENGTH,
                    "expected at most " + HolderRequest.MAX_HOLDERS + " ids, got " + ids.size());
            return List.of();
        }
        return ids.stream()
                .flatMap(id -> errors.required("mandates", id).stream())
                .distinct()
                .toList();
    }

    private static LastDay lastDay(String text, FieldErrors errors) {
        return new LastDay(
                UNLIMITED.equals(text)
                        ? Optional.empty()
                        : errors.parsed("validTo", text, "a day as yyyy-MM-dd, or 长期", FieldRules::date));
    }

    private static Occasion cause(String name) {
        return switch (name) {
            case "LOSS" -> Occasion.LOSS;
            case "DAMAGE" -> Occasion.DAMAGE;
            default -> throw new IllegalArgumentException("neither lost nor damaged");
        };
    }

    private static Optional<LocalDate> past(String field, @Nullable String text, LocalDate today, FieldErrors errors) {
        Optional<LocalDate> day = text == null ? Optional.empty() : errors.parsed(field, text, DAY, FieldRules::date);
        if (day.filter(today::isBefore).isPresent()) {
            errors.add(field, FieldError.Code.RANGE, "expected today or a day before, in Asia/Shanghai");
        }
        return day;
    }

    /** The term of the next version of {@code old}. What is wrong with it is noted. */
    Term term(Licence old, FieldErrors errors) {
        var term = new Term(
                validFrom.orElse(old.validFrom()), validTo.map(LastDay::day).orElse(old.validTo()));
        if (term.to().filter(term.from()::isAfter).isPresent()) {
            errors.add(
                    "validTo", FieldError.Code.RANGE, "expected a day not before the first; the last day is included");
        }
        if (occasion == Occasion.RENEWAL && !term.outlasts(old.validTo())) {
            errors.add(
                    "validTo",
                    FieldError.Code.RANGE,
                    "expected a day after the last one of the term that is renewed, or 长期; what has no last day needs no renewal");
        }
        return term;
    }

    /** The field values of the next version before they are checked: those that its type has no more are left behind. */
    Map<String, @Nullable Object> merged(Licence old, LicenceType type, FieldErrors errors) {
        Map<String, @Nullable Object> merged = new HashMap<>(old.fields());
        merged.keySet()
                .retainAll(type.fields().stream().map(FieldDefinition::name).toList());
        List<Holder> next = holders(old);
        if (!holder(old).equals(old.holderName())) {
            merged.remove(FieldDefinition.HOLDER_NAME);
        }
        if (!next.equals(old.holders())) {
            merged.keySet().removeAll(HolderFields.OF_CODES);
        }
        for (FieldDefinition field : type.fields()) {
            // what came under the short name takes the place of what is there under the own
            field.rules()
                    .shortName()
                    .filter(other -> fields.containsKey(other) && !fields.containsKey(field.name()))
                    .ifPresent(other -> merged.remove(field.name()));
        }
        merged.putAll(fields);
        return HolderFields.filled(type, next, merged, errors);
    }

    String holder(Licence old) {
        return holders.map(HolderFields::names).or(() -> holderName).orElse(old.holderName());
    }

    /** The holders one by one: a new name of the only one leaves the code. */
    List<Holder> holders(Licence old) {
        return holders.orElseGet(() -> holderName
                .map(name -> old.holders().size() == 1
                        ? List.of(new Holder(name, old.holders().get(0).code()))
                        : List.<Holder>of())
                .orElse(old.holders()));
    }

    /**
     * A last day that was asked for.
     *
     * @param day empty for 长期
     */
    record LastDay(Optional<LocalDate> day) {}

    /**
     * First and last day.
     *
     * @param from first
     * @param to last; empty for 长期
     */
    record Term(LocalDate from, Optional<LocalDate> to) {
        private boolean outlasts(Optional<LocalDate> other) {
            return other.isPresent() && (to.isEmpty() || to.get().isAfter(other.get()));
        }
    }

    /** Says nothing of the holder. */
    @Override
    public String toString() {
        return "request for a next version: " + occasion;
    }
}
