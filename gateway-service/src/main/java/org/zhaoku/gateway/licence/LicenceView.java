package org.zhaoku.gateway.licence;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.holder.HolderRequest;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.ledger.LicenceStanding;
import org.zhaoku.verifier.anchor.FullReceipt;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.statement.SignedStatement;

/**
 * A licence as the API shows it. Until it is in force only id and state are there: nothing is shown as issued before the
 * ledger has it.
 *
 * @param id opaque
 * @param state its way to the ledger: AWAITING_APPROVAL, RECEIVED, SIGNED, ANCHORING, IN_FORCE; or REFUSED
 * @param ledgerState what became of it there: IN_FORCE, SUSPENDED, REVOKED …; absent until it is there and while the gateway is
 *     still reading the ledger
 * @param disputed whether it is marked as disputed there; absent when {@code ledgerState} is
 * @param expired whether its last day is over; absent when {@code ledgerState} is. To the ledger that is no change
 * @param replaces what it takes the place of; absent for a first version
 * @param replacedBy id of the version that took its place; absent while none has
 * @param licence from IN_FORCE on
 * @param links where to ask further
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "licence is there from IN_FORCE on")
record LicenceView(
        String id,
        LicenceState state,

        @Schema(description = "the state on the ledger") org.zhaoku.verifier.status.@Nullable LicenceState ledgerState,

        @Nullable Boolean disputed,
        @Nullable Boolean expired,
        @Nullable Replaced replaces,
        @Nullable String replacedBy,
        @Nullable Issued licence,
        Map<String, String> links) {
    /**
     * What a licence takes the place of.
     *
     * @param id of the version before; absent with TRANSFER
     * @param department that let it go, with TRANSFER
     * @param statement digest of the statement that it let go, hexadecimal, with TRANSFER
     * @param occasion why
     * @param word the ledger's reason in Chinese
     * @param appliedOn day of the application; absent if it was not said
     * @param decidedOn day of the decision; absent if it was not said
     * @param mandates ids of the mandates within which agents applied; absent if none did
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ReplacedLicence")
    record Replaced(
            @Nullable String id,

            @Nullable @Schema(example = "11440300000000019K")
            String department,

            @Nullable String statement,
            Occasion occasion,
            @Schema(example = "延续") String word,
            @Nullable LocalDate appliedOn,
            @Nullable LocalDate decidedOn,
            @Nullable List<String> mandates) {
        private static Replaced of(Succession succession) {
            return new Replaced(
                    succession.licence().orElse(null),
                    succession
                            .predecessor()
                            .map(old -> old.department().value())
                            .orElse(null),
                    succession.predecessor().map(old -> old.statement().hex()).orElse(null),
                    succession.occasion(),
                    succession.occasion().reason().word(),
                    succession.appliedOn().orElse(null),
                    succession.decidedOn().orElse(null),
                    succession.mandates().isEmpty() ? null : succession.mandates());
        }
    }

    /**
     * A licence in force.
     *
     * @param identifier GB/T 36904 identifier with its check character
     * @param holders absent where the request named them by {@code holderName} only
     * @param validTo last day; absent for 长期
     * @param statement the signed statement, base64url
     * @param receipt the full receipt, base64url
     * @param number the licence's number in its department: tile × 256 + place
     * @param position where on the ledger; absent while the gateway is still reading it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "IssuedLicence")
    record Issued(
            String identifier,
            String type,
            int typeVersion,
            String issuer,
            int version,
            String holderName,
            @Nullable List<HolderRequest> holders,
            LocalDate issued,
            LocalDate validFrom,
            @Nullable LocalDate validTo,
            Map<String, Object> fields,
            String statement,
            String receipt,
            long number,
            @Nullable Position position) {}

    static LicenceView of(
            Licence licence, Optional<String> successor, BatchPositions positions, LedgerView ledger, LocalDate today) {
        Optional<Replaced> replaces = licence.succession().map(Replaced::of);
        String self = "/api/v1/licences/" + licence.id();
        Optional<Bytes> statement = licence.statement();
        Optional<FullReceipt> receipt = licence.receipt();
        if (licence.state() != LicenceState.IN_FORCE || statement.isEmpty() || receipt.isEmpty()) {
            return new LicenceView(
                    licence.id(),
                    licence.state(),
                    null,
                    null,
                    null,
                    replaces.orElse(null),
                    null,
                    null,
                    early(licence, self));
        }
        Map<String, String> links = new TreeMap<>(Map.of(
                "self", self,
                "changes", self + "/changes",
                "package", self + "/package",
                "qrImage", self + "/qr.png",
                "qrText", self + "/qr.txt",
                "verify", VERIFY));
        Optional<LicenceStanding> standing = ledger.isCaughtUp()
                ? Optional.of(ledger.standing(
                        licence.identifier().issuer(),
                        SignedStatement.decode(statement.get()).digest()))
                : Optional.empty();
        return new LicenceView(
                licence.id(),
                licence.state(),
                standing.map(LicenceStanding::state).orElse(null),
                standing.map(LicenceStanding::disputed).orElse(null),
                standing.map(known -> licence.isExpired(today)).orElse(null),
                replaces.orElse(null),
                successor.orElse(null),
                issued(licence, statement.get(), receipt.get(), positions),
                links);
    }

    private static Map<String, String> early(Licence licence, String self) {
        return licence.state() == LicenceState.AWAITING_APPROVAL
                ? Map.of("self", self, "approval", "/api/v1/approvals/" + licence.id())
                : Map.of("self", self);
    }

    private static final String VERIFY = "/api/v1/verifications";

    private static Issued issued(Licence licence, Bytes statement, FullReceipt receipt, BatchPositions positions) {
        return new Issued(
                licence.identifier().toString(),
                licence.identifier().type().value(),
                licence.typeVersion(),
                licence.identifier().issuer().value(),
                licence.identifier().version(),
                licence.holderName(),
                licence.holders().isEmpty()
                        ? null
                        : licence.holders().stream().map(HolderRequest::of).toList(),
                licence.issued(),
                licence.validFrom(),
                licence.validTo().orElse(null),
                new TreeMap<>(licence.fields()),
                base64(statement),
                base64(receipt.encode()),
                receipt.receipt().number(),
                licence.batchKey().flatMap(positions::of).orElse(null));
    }

    private static String base64(Bytes bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toArray());
    }
}
