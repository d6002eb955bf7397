package org.zhaoku.gateway.issue;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zhaoku.gateway.catalogue.AuthorityLevel;
import org.zhaoku.gateway.catalogue.FieldDefinition;
import org.zhaoku.gateway.catalogue.HolderCategory;
import org.zhaoku.gateway.catalogue.LicenceType;
import org.zhaoku.gateway.catalogue.ValidityPeriod;
import org.zhaoku.gateway.licence.Licence;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.verifier.identifier.CitizenNumber;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/** Checks a licence against what its type says beside its fields: who issues it, who holds it, for how long (GB/T 36902). */
final class TypeConditions {
    /** 统一社会信用代码 and 其他法人或其他组织有效证件代码 in GB/T 36903 Annex A; all others are natural persons'. */
    private static final List<String> OF_ORGANISATIONS = List.of("001", "099");

    private TypeConditions() {}

    /**
     * Notes what does not fit.
     *
     * @param fields as they are stored
     * @param last empty for 长期
     */
    static void check(
            LicenceType type,
            UnifiedSocialCreditCode issuer,
            Map<String, Object> fields,
            LocalDate first,
            Optional<LocalDate> last,
            FieldErrors errors) {
        check(type, issuer, fields, errors);
        term(type.terms().validity(), first, last, errors);
    }

    /** The same for a term that was granted before. */
    static void check(
            LicenceType type, UnifiedSocialCreditCode issuer, Map<String, Object> fields, FieldErrors errors) {
        if (!AuthorityLevel.isAllowed(issuer, type.terms().issuingLevels())) {
            errors.add(
                    "issuer",
                    FieldError.Code.RANGE,
                    "expected a department that is "
                            + type.terms().issuingLevels().stream()
                                    .sorted()
                                    .map(level -> level + " (" + level.word() + ")")
                                    .collect(Collectors.joining(" or "))
                            + ", got one that is " + AuthorityLevel.of(issuer));
        }
        holder(type.terms().holders(), fields, errors);
    }

    private static void holder(HolderCategory allowed, Map<String, Object> fields, FieldErrors errors) {
        categories(fields)
                .filter(category -> !category.isWithin(allowed))
                .findFirst()
                .ifPresent(category -> errors.add(
                        "fields."
                                + (fields.containsKey(FieldDefinition.HOLDER_CODE_TYPE)
                                        ? FieldDefinition.HOLDER_CODE_TYPE
                                        : FieldDefinition.HOLDER_CODE),
                        FieldError.Code.RANGE,
                        "expected a holder that is " + allowed + " (" + allowed.word() + "), got one that is "
                                + category + " (" + category.word() + ")"));
    }

    /** What the holders' codes say they are, as far as they tell. */
    private static Stream<HolderCategory> categories(Map<String, Object> fields) {
        if (fields.get(FieldDefinition.HOLDER_CODE_TYPE) instanceof String types) {
            return Arrays.stream(types.split(Licence.SEPARATOR, -1))
                    .map(type -> OF_ORGANISATIONS.contains(type)
                            ? HolderCategory.ORGANISATION
                            : HolderCategory.NATURAL_PERSON);
        }
        return fields.get(FieldDefinition.HOLDER_CODE) instanceof String codes
                ? Arrays.stream(codes.split(Licence.SEPARATOR, -1)).flatMap(code -> category(code).stream())
                : Stream.empty();
    }

    private static Optional<HolderCategory> category(String code) {
        if (isOne(() -> CitizenNumber.parse(code))) {
            return Optional.of(HolderCategory.NATURAL_PERSON);
        }
        return isOne(() -> UnifiedSocialCreditCode.parse(code))
                ? Optional.of(HolderCategory.ORGANISATION)
                : Optional.empty();
    }

    private static boolean isOne(Runnable parser) {
        try {
            parser.run();
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void term(
            List<ValidityPeriod> terms, LocalDate first, Optional<LocalDate> last, FieldErrors errors) {
        if (ValidityPeriod.anyFits(terms, first, last)) {
            return;
        }
        String expected = terms.stream().map(ValidityPeriod::toString).collect(Collectors.joining(" or "));
        if (last.isEmpty()) {
            errors.add("validTo", FieldError.Code.MISSING, "expected a last day that makes the term " + expected);
        } else {
            errors.add(
                    "validTo",
                    FieldError.Code.RANGE,
                    "expected the term " + expected + ", got "
                            + (ChronoUnit.DAYS.between(first, last.get()) + 1)
                            + " days; the last day is the anniversary of the first, or the day before");
        }
    }
}
