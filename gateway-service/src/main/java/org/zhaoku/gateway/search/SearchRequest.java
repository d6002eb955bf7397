package org.zhaoku.gateway.search;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.licence.LicenceQuery;
import org.zhaoku.gateway.licence.SoughtState;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.verifier.identifier.LicenceIdentifier;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import reactor.core.publisher.Mono;

/**
 * What is looked for; all that is there must hold.
 *
 * @param department whose licences
 * @param identifier GB/T 36904 identifier
 * @param holder a holder's number: citizen number or credit code
 * @param type code of the type
 * @param state where it is, or what became of it
 * @param from first day of issue
 * @param to last day of issue
 * @param cursor of the page before
 * @param limit the most on the page, 1 to 200
 */
record SearchRequest(
        @Schema(example = "11440300000000019K", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String department,

        @Nullable String identifier,
        @Schema(example = "91440300MA0000T018") @Nullable String holder,
        @Nullable String type,

        @Schema(implementation = SoughtState.class) @Nullable String state,

        @Schema(format = "date", example = "2026-01-01") @Nullable String from,

        @Schema(format = "date", example = "2026-12-31") @Nullable String to,

        @Nullable String cursor,

        @Schema(minimum = "1", maximum = "200", defaultValue = "50") @Nullable Integer limit) {

    private static final int MAX_NUMBER = 64;
    private static final int MAX_DAY = 10;

    /** Fails with FIELD_INVALID, and with FORBIDDEN if the caller does not act for the department. */
    Mono<LicenceQuery> query(OwnDepartment own) {
        return own.of(department).map(this::query);
    }

    private LicenceQuery query(UnifiedSocialCreditCode code) {
        var errors = new FieldErrors();
        var query = new LicenceQuery(
                code,
                optional("identifier", identifier, errors, "a GB/T 36904 identifier", SearchRequest::identifier),
                Optional.ofNullable(holder).flatMap(number -> errors.checked("holder", number, MAX_NUMBER)),
                optional("type", type, errors, "a licence type code of 21 characters", LicenceTypeCode::parse),
                optional(
                        "state",
                        state,
                        errors,
                        "one of " + String.join(", ", names()),
                        value -> SoughtState.valueOf(value.toUpperCase(Locale.ROOT))),
                optional("from", from, errors, "a day as yyyy-MM-dd", SearchRequest::day),
                optional("to", to, errors, "a day as yyyy-MM-dd", SearchRequest::day));
        errors.throwIfAny();
        return query;
    }

    private static <T> Optional<T> optional(
            String field,
            @Nullable String value,
            FieldErrors errors,
            String expected,
            java.util.function.Function<String, T> parser) {
        return value == null ? Optional.empty() : errors.parsed(field, value, expected, parser);
    }

    private static String identifier(String value) {
        return LicenceIdentifier.parse(value).toString();
    }

    private static LocalDate day(String value) {
        if (value.length() != MAX_DAY) {
            throw new IllegalArgumentException("a day has 10 characters");
        }
        return LocalDate.parse(value);
    }

    private static java.util.List<String> names() {
        return java.util.Arrays.stream(SoughtState.values()).map(Enum::name).toList();
    }

    /** Says nothing of the holder. */
    @Override
    public String toString() {
        return "search request";
    }
}
