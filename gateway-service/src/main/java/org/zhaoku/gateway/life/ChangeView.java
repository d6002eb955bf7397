package org.zhaoku.gateway.life;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.ledger.RecordedChange;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.status.LicenceState;
import org.zhaoku.verifier.status.StatusReason;

/**
 * A change as the ledger has it.
 *
 * @param sequence of the changes of this licence, from 1
 * @param reason why
 * @param word the reason in Chinese
 * @param from state before
 * @param to state after
 * @param successor id of the licence that took its place, if it was superseded
 * @param target who may take it over, if it was transferred out
 * @param predecessor what it continues, if it was transferred in
 * @param decidedOn day of the decision; absent if it was not said
 * @param kid the department's key that signed it
 * @param position where on the ledger
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "StateChange")
record ChangeView(
        long sequence,
        StatusReason reason,
        @Schema(example = "吊销") String word,
        LicenceState from,
        LicenceState to,
        @Nullable String successor,
        @Nullable Target target,
        @Nullable Predecessor predecessor,
        @Nullable LocalDate decidedOn,
        String kid,
        Position position) {

    /**
     * Who may take a licence over.
     *
     * @param region its MSP id
     * @param department its department
     */
    @Schema(name = "TransferTarget")
    record Target(
            @Schema(example = "RegionBMSP") String region,
            @Schema(example = "11440300000000019K") String department) {}

    /**
     * What another department let go.
     *
     * @param department that let it go
     * @param statement digest of its statement, hexadecimal
     */
    @Schema(name = "TransferredLicence")
    record Predecessor(
            @Schema(example = "11440300000000019K") String department, String statement) {}

    static ChangeView of(RecordedChange change) {
        return of(change, Optional.empty());
    }

    static ChangeView of(RecordedChange change, Optional<String> successor) {
        return new ChangeView(
                change.sequence(),
                change.reason(),
                change.reason().word(),
                change.from(),
                change.to(),
                change.successor().flatMap(digest -> successor).orElse(null),
                change.target()
                        .map(next -> new Target(next.region(), next.department().value()))
                        .orElse(null),
                change.predecessor()
                        .map(old -> new Predecessor(
                                old.department().value(), old.statement().hex()))
                        .orElse(null),
                change.decidedOn().orElse(null),
                change.kid().toString(),
                change.position());
    }
}
