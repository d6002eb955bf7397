package org.zhaoku.chaincode.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.sm.Hashes;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.status.LicenceState;
import org.zhaoku.verifier.status.SignedStatusChange;
import org.zhaoku.verifier.status.StatusChange;
import org.zhaoku.verifier.status.StatusChange.Predecessor;
import org.zhaoku.verifier.status.StatusReason;

/**
 * What became of a licence. CBOR: {1: 1, 2: last change as COSE_Sign1, 3: SM3 of the payload of each change, one after the
 * other, ? 4: 1 if it is disputed, ? 5: [department, statement] that took it in}.
 *
 * @param last the last change
 * @param changes SM3 of the payload of each change in order, so that a retry of any of them is known
 * @param disputed whether it is marked as disputed
 * @param takenBy the department and statement that continue it after a transfer; empty if none does
 */
record LicenceRecord(SignedStatusChange last, List<Bytes> changes, boolean disputed, Optional<Predecessor> takenBy) {

    /** The record after {@code change}; {@code before} is empty if it is the first. */
    static LicenceRecord after(Optional<LicenceRecord> before, SignedStatusChange change) {
        List<Bytes> changes = new ArrayList<>(before.map(LicenceRecord::changes).orElse(List.of()));
        changes.add(digest(change));
        boolean disputed = change.change().reason().isMark()
                ? raises(change.change())
                : before.map(LicenceRecord::disputed).orElse(false);
        return new LicenceRecord(change, List.copyOf(changes), disputed, before.flatMap(LicenceRecord::takenBy));
    }

    static boolean raises(StatusChange change) {
        return change.reason() == StatusReason.DISPUTE_RAISED;
    }

    LicenceRecord taken(Predecessor by) {
        return new LicenceRecord(last, changes, disputed, Optional.of(by));
    }

    LicenceState state() {
        return last.change().to();
    }

    /** Whether this very change is among those that were made. */
    boolean holds(SignedStatusChange change) {
        long sequence = change.change().sequence();
        return sequence <= changes.size() && changes.get((int) sequence - 1).equals(digest(change));
    }

    private static Bytes digest(SignedStatusChange change) {
        return Sm3.digest(change.payload());
    }

    Bytes encode() {
        return Cbor.map()
                .put(1, Cbor.of(1))
                .put(2, Cbor.of(last.encoded()))
                .put(3, Cbor.of(Bytes.concat(changes)))
                .put(4, disputed ? Cbor.of(1) : null)
                .put(5, takenBy.map(Binding::toCbor).orElse(null))
                .build()
                .encode();
    }

    static LicenceRecord decode(Bytes encoded) {
        var map = new CborMapReader("licence", Cbor.decode(encoded));
        map.number(1, 1, 1);
        var licence = new LicenceRecord(
                SignedStatusChange.decode(map.bytes(2)),
                Hashes.split("changes", map.get(3), StatusChange.MAX_SEQUENCE),
                map.findNumber(4, 1, 1).isPresent(),
                map.find(5).map(Binding::of));
        map.end();
        return licence;
    }
}
