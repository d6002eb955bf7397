package org.zhaoku.gateway.holder;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/** Reads requests for mandates. */
final class MandateChecks {
    private static final int MAX_EVIDENCE = 200;
    private static final int MAX_TYPES = 64;
    private static final String DAY = "a day as yyyy-MM-dd";

    private MandateChecks() {}

    /**
     * The mandate that is asked for.
     *
     * @param today in Asia/Shanghai
     * @throws org.zhaoku.gateway.web.ProblemException with FIELD_INVALID
     */
    static Mandate mandate(MandateRequest request, String id, LocalDate today, Instant now) {
        var errors = new FieldErrors();
        Optional<UnifiedSocialCreditCode> department = errors.parsed(
                "department",
                request.department(),
                "a unified social credit code of 18 characters with a right check character",
                UnifiedSocialCreditCode::parse);
        Optional<MandateKind> kind =
                errors.parsed("kind", request.kind(), "LEGAL_REPRESENTATIVE, GUARDIAN or AGENT", MandateKind::valueOf);
        Optional<Holder> principal = person("principal", request.principal(), errors);
        Optional<Holder> agent = person("agent", request.agent(), errors);
        Set<Act> acts =
                each("acts", request.acts(), Act.values().length, "an act such as RENEWAL", Act::valueOf, errors);
        if (request.acts() == null) {
            errors.required("acts", request.acts());
        }
        Set<LicenceTypeCode> types = each(
                "types",
                request.types(),
                MAX_TYPES,
                "a licence type code of 21 characters (GB/T 36902)",
                LicenceTypeCode::parse,
                errors);
        LocalDate from = day("from", request.from(), errors).orElse(today);
        Optional<LocalDate> to = day("to", request.to(), errors);
        if (to.filter(from::isAfter).isPresent()) {
            errors.add("to", FieldError.Code.RANGE, "expected a day not before the first; the last day is included");
        }
        Optional<String> evidence = errors.text("evidence", request.evidence(), MAX_EVIDENCE);
        if (kind.isPresent()
                && principal.isPresent()
                && agent.isPresent()
                && !kind.get().fits(principal.get(), agent.get())) {
            errors.add(
                    "kind",
                    FieldError.Code.RANGE,
                    "expected a person for an organisation with LEGAL_REPRESENTATIVE, somebody for a person with GUARDIAN");
        }
        if (principal.isPresent() && principal.flatMap(Holder::code).equals(agent.flatMap(Holder::code))) {
            errors.add(
                    "agent",
                    FieldError.Code.RANGE,
                    "expected another than the principal: nobody needs a mandate for themselves");
        }
        errors.throwIfAny();
        return new Mandate(
                id,
                department.orElseThrow(),
                kind.orElseThrow(),
                principal.orElseThrow(),
                agent.orElseThrow(),
                acts,
                types,
                from,
                to,
                evidence.orElseThrow(),
                Optional.empty(),
                now);
    }

    private static Optional<Holder> person(String field, @Nullable HolderRequest request, FieldErrors errors) {
        Optional<Holder> holder = errors.required(field, request).flatMap(there -> there.checked(field, errors));
        if (holder.isPresent() && holder.get().code().isEmpty()) {
            errors.add(
                    field + ".code",
                    FieldError.Code.MISSING,
                    "who is found by nothing cannot be held against a licence");
        }
        return holder;
    }

    private static <T> Set<T> each(
            String field,
            @Nullable List<@Nullable String> texts,
            int max,
            String expected,
            Function<String, T> parser,
            FieldErrors errors) {
        if (texts == null) {
            return Set.of();
        }
        if (texts.isEmpty() || texts.size() > max) {
            errors.add(field, FieldError.Code.LENGTH, "expected 1 to " + max + ", got " + texts.size());
            return Set.of();
        }
        return texts.stream()
                .flatMap(text -> errors.parsed(field, text, expected, parser).stream())
                .collect(Collectors.toSet());
    }

    static Optional<LocalDate> day(String field, @Nullable String text, FieldErrors errors) {
        return text == null ? Optional.empty() : errors.parsed(field, text, DAY, LocalDate::parse);
    }
}
