package org.zhaoku.gateway.verify;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.catalogue.FieldDefinition;
import org.zhaoku.gateway.catalogue.LicenceType;
import org.zhaoku.gateway.ledger.LedgerNote;
import org.zhaoku.verifier.Check;
import org.zhaoku.verifier.Verdict;
import org.zhaoku.verifier.VerifiedLicence;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.statement.Statement;
import org.zhaoku.verifier.trust.TrustBundle;

/**
 * A verdict (核验结论).
 *
 * @param outcome VALID, INVALID or CANNOT_TELL
 * @param checks all checks in their order, with what to do
 * @param licence only if VALID
 * @param replacedBy identifier of the licence that took its place, with LIC-603, or LIC-601 after a transfer, and where this
 *     region has it
 * @param transferredTo who may take it over, or has done so, with LIC-601 after a transfer
 * @param ledger whose ledger the verdict stands on
 * @param bundle what it was checked against
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record VerdictView(
        Verdict.Outcome outcome,

        @Schema(description = "Whether the ledger is one for trying: then nothing it vouches for has a meaning outside")
        boolean test,

        List<CheckView> checks,
        @Nullable Shown licence,
        @Nullable String replacedBy,
        @Nullable TransferView transferredTo,
        LedgerNote ledger,
        BundleView bundle) {

    /**
     * Where a licence went.
     *
     * @param region its MSP id
     * @param department the department there
     * @param departmentName absent if the ledger does not have it
     * @param taken whether it was taken over there; then the holder shows the new one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "TransferredTo")
    record TransferView(
            @Schema(example = "RegionBMSP") String region,
            @Schema(example = "11440300000000019K") String department,
            @Nullable String departmentName,
            boolean taken) {}

    /** One check; {@code code} is stable. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Check")
    record CheckView(
            @Schema(example = "LIC-200") String code,
            Check.Result result,
            String chinese,
            String english,
            String adviceChinese,
            String adviceEnglish,

            @Nullable @Schema(description = "Age of the evidence in seconds, where it has one")
            Long ageSeconds) {
        static CheckView of(Check check) {
            return new CheckView(
                    check.code(),
                    check.result(),
                    check.chinese(),
                    check.english(),
                    check.adviceChinese(),
                    check.adviceEnglish(),
                    check.age().map(Duration::toSeconds).orElse(null));
        }
    }

    /** A licence that was found valid, as far as the code shows it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "VerifiedLicence")
    record Shown(
            String identifier,
            String type,
            @Nullable String typeName,
            String issuer,
            String issuerName,
            String region,
            LocalDate issued,
            LocalDate validFrom,
            @Nullable LocalDate validTo,
            List<FieldView> face,
            List<FieldView> disclosed) {}

    /** A field; its name and title are there where this gateway knows the type. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "VerifiedField")
    record FieldView(
            int number,
            @Nullable String name,
            @Nullable String title,
            @Nullable Object value) {}

    /** The trust bundle that was used. */
    @Schema(name = "Bundle")
    record BundleView(Instant issuedAt, Instant expiresAt, Position position) {}

    static VerdictView of(
            Verdict verdict, Optional<LicenceType> type, Continuation next, LedgerNote ledger, TrustBundle bundle) {
        return new VerdictView(
                verdict.outcome(),
                verdict.test(),
                verdict.checks().stream().map(CheckView::of).toList(),
                shown(verdict, type).orElse(null),
                next.replacedBy().orElse(null),
                next.transferredTo().orElse(null),
                ledger,
                new BundleView(bundle.issuedAt(), bundle.expiresAt(), bundle.position()));
    }

    private static Optional<Shown> shown(Verdict verdict, Optional<LicenceType> type) {
        return verdict.fold(
                licence -> Optional.of(shown(licence, type)), reasons -> Optional.empty(), reasons -> Optional.empty());
    }

    private static Shown shown(VerifiedLicence licence, Optional<LicenceType> type) {
        Statement statement = licence.statement();
        return new Shown(
                statement.identifier().toString(),
                statement.identifier().type().value(),
                type.map(LicenceType::name).orElse(null),
                licence.issuer().code().value(),
                licence.issuer().name(),
                licence.issuer().region(),
                statement.issued(),
                statement.validFrom(),
                statement.validTo().orElse(null),
                statement.face().entrySet().stream()
                        .map(item -> field(type, item.getKey(), item.getValue()))
                        .toList(),
                licence.disclosed().stream()
                        .map(field -> field(type, field.number(), field.value()))
                        .toList());
    }

    private static FieldView field(Optional<LicenceType> type, int number, Cbor value) {
        Optional<FieldDefinition> definition = type.filter(
                        known -> number < known.fields().size())
                .map(known -> known.fields().get(number));
        return new FieldView(
                number,
                definition.map(FieldDefinition::name).orElse(null),
                definition.map(FieldDefinition::title).orElse(null),
                value(value, definition));
    }

    private static @Nullable Object value(Cbor value, Optional<FieldDefinition> definition) {
        if (value instanceof Cbor.Text text) {
            return text.value();
        }
        if (value instanceof Cbor.Int number) {
            return definition.isPresent() && definition.get().kind() == FieldDefinition.Kind.DATE
                    ? LocalDate.ofEpochDay(number.value())
                    : number.value();
        }
        if (value instanceof Cbor.ByteString bytes) {
            return bytes.value().hex();
        }
        return value == Cbor.Simple.NULL ? null : value == Cbor.Simple.TRUE;
    }

    /** Says nothing of the holder. */
    @Override
    public String toString() {
        return "verdict " + outcome;
    }
}
