package org.zhaoku.chaincode.registry;

import java.util.Optional;
import org.zhaoku.chaincode.command.DayRange;
import org.zhaoku.chaincode.command.Positions;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.pki.Sm2Certificate;

/**
 * A department's key. CBOR: {1: 1, 2: department, 3: certificate in DER, 4: 1 if active, 2 if retired, ? 5: [block,
 * transaction] from which it is distrusted, ? 6: [first day, last day]}.
 *
 * @param department code of the department that holds it
 * @param certificate its certificate
 * @param retired whether it was retired
 * @param distrustedFrom the first position that does not count; empty if it is not distrusted
 * @param days when it is valid, as declared; empty if the certificate's own dates say it
 */
public record RegisteredKey(
        UnifiedSocialCreditCode department,
        Sm2Certificate certificate,
        boolean retired,
        Optional<Position> distrustedFrom,
        Optional<DayRange> days) {

    /** Whether a key may sign. There is no way back from a later one to an earlier one. */
    public enum State {
        /** It signs. */
        ACTIVE,
        /** It signs nothing more; what it signed stays. */
        RETIRED,
        /** It signs nothing more, and what is anchored from a position on does not count. */
        DISTRUSTED
    }

    /** Whether it may sign. */
    public State state() {
        if (distrustedFrom.isPresent()) {
            return State.DISTRUSTED;
        }
        return retired ? State.RETIRED : State.ACTIVE;
    }

    RegisteredKey retire() {
        return new RegisteredKey(department, certificate, true, distrustedFrom, days);
    }

    RegisteredKey distrust(Position from) {
        return new RegisteredKey(department, certificate, retired, Optional.of(from), days);
    }

    Bytes encode() {
        return Cbor.map()
                .put(1, Cbor.of(1))
                .put(2, Cbor.of(department.value()))
                .put(3, Cbor.of(certificate.der()))
                .put(4, Cbor.of(retired ? 2 : 1))
                .put(5, distrustedFrom.map(Positions::toCbor).orElse(null))
                .put(6, days.map(DayRange::toCbor).orElse(null))
                .build()
                .encode();
    }

    static RegisteredKey decode(Bytes encoded) {
        var map = new CborMapReader("key", Cbor.decode(encoded));
        map.number(1, 1, 1);
        var key = new RegisteredKey(
                UnifiedSocialCreditCode.parse(map.text(2)),
                Sm2Certificate.of(map.bytes(3)),
                map.number(4, 1, 2) == 2,
                map.find(5).map(Positions::of),
                map.find(6).map(DayRange::of));
        map.end();
        return key;
    }
}
