package org.zhaoku.verifier.status;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.status.StatusChange.Licence;
import org.zhaoku.verifier.status.StatusChange.Predecessor;
import org.zhaoku.verifier.status.StatusChange.Target;

/**
 * CBOR {1: 1, 2: network, 3: department, 4: batch, 5: place, 6: statement, 7: sequence, 8: from, 9: to, 10: reason, ? 11:
 * successor, ? 12: [region, department] of the target, ? 13: [department, statement] of the predecessor, ? 14: day since
 * 1970-01-01}.
 */
final class StatusChangeCodec {
    private static final int FORMAT_1 = 1;
    private static final int LAST_REASON = StatusReason.values().length;
    private static final long FIRST_DAY = LocalDate.of(0, 1, 1).toEpochDay();
    private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

    // a state's number is its place here, for ever
    private static final List<LicenceState> STATES = List.of(
            LicenceState.IN_FORCE,
            LicenceState.SUSPENDED,
            LicenceState.REVOKED,
            LicenceState.CANCELLED,
            LicenceState.WITHDRAWN,
            LicenceState.SUPERSEDED,
            LicenceState.TRANSFERRED_OUT);

    private StatusChangeCodec() {}

    static void checkDay(LocalDate day) {
        if (day.toEpochDay() < FIRST_DAY || day.toEpochDay() > LAST_DAY) {
            throw new IllegalArgumentException("expected a day from year 0 to 9999, got another");
        }
    }

    static Bytes encode(StatusChange change) {
        Licence licence = change.licence();
        return Cbor.map()
                .put(1, Cbor.of(FORMAT_1))
                .put(2, Cbor.of(licence.network().name()))
                .put(3, Cbor.of(licence.department().value()))
                .put(4, Cbor.of(licence.batch()))
                .put(5, Cbor.of(licence.place()))
                .put(6, Cbor.of(licence.statement()))
                .put(7, Cbor.of(change.sequence()))
                .put(8, Cbor.of(STATES.indexOf(change.from())))
                .put(9, Cbor.of(STATES.indexOf(change.to())))
                .put(10, Cbor.of(change.reason().number()))
                .put(11, change.successor().map(Cbor::of).orElse(null))
                .put(12, change.target().map(StatusChangeCodec::encode).orElse(null))
                .put(13, change.predecessor().map(StatusChangeCodec::encode).orElse(null))
                .put(
                        14,
                        change.effective().map(day -> Cbor.of(day.toEpochDay())).orElse(null))
                .build()
                .encode();
    }

    private static Cbor encode(Target target) {
        return Cbor.array(Cbor.of(target.region()), Cbor.of(target.department().value()));
    }

    private static Cbor encode(Predecessor predecessor) {
        return Cbor.array(Cbor.of(predecessor.department().value()), Cbor.of(predecessor.statement()));
    }

    static StatusChange decode(Bytes encoded) {
        var map = new CborMapReader("status change", Cbor.decode(encoded));
        map.number(1, FORMAT_1, FORMAT_1);
        var licence = new Licence(
                new Network(map.text(2)),
                UnifiedSocialCreditCode.parse(map.text(3)),
                map.bytes(4, Sm3.LENGTH),
                (int) map.number(5, 0, TileTree.MAX_SIZE - 1),
                map.bytes(6, Sm3.LENGTH));
        long sequence = map.number(7, 1, StatusChange.MAX_SEQUENCE);
        LicenceState from = state(map.number(8, 0, STATES.size() - 1));
        LicenceState to = state(map.number(9, 0, STATES.size() - 1));
        StatusReason reason = StatusReason.of(map.number(10, 1, LAST_REASON))
                .orElseThrow(() -> new CborException("status change: unknown reason"));
        Optional<Bytes> successor = map.find(11).map(item -> CborReads.bytes("successor", item, Sm3.LENGTH));
        Optional<Target> target = map.find(12).map(StatusChangeCodec::target);
        Optional<Predecessor> predecessor = map.find(13).map(StatusChangeCodec::predecessor);
        Optional<LocalDate> effective = map.find(14)
                .map(item -> LocalDate.ofEpochDay(CborReads.number("effective day", item, FIRST_DAY, LAST_DAY)));
        map.end();
        return new StatusChange(licence, sequence, from, to, reason, successor, target, predecessor, effective);
    }

    private static LicenceState state(long number) {
        return STATES.get((int) number);
    }

    private static Target target(Cbor item) {
        List<Cbor> parts = CborReads.array("target", item, 2, 2);
        return new Target(
                CborReads.text("target's region", parts.get(0)),
                UnifiedSocialCreditCode.parse(CborReads.text("target's department", parts.get(1))));
    }

    private static Predecessor predecessor(Cbor item) {
        List<Cbor> parts = CborReads.array("predecessor", item, 2, 2);
        return new Predecessor(
                UnifiedSocialCreditCode.parse(CborReads.text("predecessor's department", parts.get(0))),
                CborReads.bytes("predecessor", parts.get(1), Sm3.LENGTH));
    }
}
