package org.zhaoku.gateway.ledger;

import java.time.LocalDate;
import java.util.Optional;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.status.LicenceState;
import org.zhaoku.verifier.status.SignedStatusChange;
import org.zhaoku.verifier.status.StatusChange.Predecessor;
import org.zhaoku.verifier.status.StatusChange.Target;
import org.zhaoku.verifier.status.StatusReason;

/**
 * A change of a licence's state that is on the ledger.
 *
 * @param sequence of the changes of this licence, from 1
 * @param from state before
 * @param to state after
 * @param reason why
 * @param successor digest of the statement that took its place, if it was superseded
 * @param target who may take it over, if it was transferred out
 * @param predecessor what it continues, if it was transferred in
 * @param decidedOn day of the decision, if it was said
 * @param kid the key that signed it
 * @param payload SM3 of what was signed: two changes with the same are one change
 * @param position where on the ledger
 */
public record RecordedChange(
        long sequence,
        LicenceState from,
        LicenceState to,
        StatusReason reason,
        Optional<Bytes> successor,
        Optional<Target> target,
        Optional<Predecessor> predecessor,
        Optional<LocalDate> decidedOn,
        KeyId kid,
        Bytes payload,
        Position position) {

    static RecordedChange of(SignedStatusChange signed, Position at) {
        var change = signed.change();
        return new RecordedChange(
                change.sequence(),
                change.from(),
                change.to(),
                change.reason(),
                change.successor(),
                change.target(),
                change.predecessor(),
                change.effective(),
                signed.kid(),
                Sm3.digest(signed.payload()),
                at);
    }
}
