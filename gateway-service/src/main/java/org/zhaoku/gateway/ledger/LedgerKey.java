package org.zhaoku.gateway.ledger;

import java.util.Optional;
import org.zhaoku.chaincode.command.DayRange;
import org.zhaoku.chaincode.registry.RegisteredKey;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.pki.Sm2Certificate;
import org.zhaoku.verifier.sm.KeyId;

/**
 * A department's key as the ledger has it.
 *
 * @param certificate its certificate
 * @param days when it is valid, as declared; empty if the certificate's own dates say it
 * @param addedAt where it was registered
 * @param retiredFrom where it was retired; empty if it was not
 * @param distrustedFrom the first position that does not count; empty if it is not distrusted
 */
public record LedgerKey(
        Sm2Certificate certificate,
        Optional<DayRange> days,
        Position addedAt,
        Optional<Position> retiredFrom,
        Optional<Position> distrustedFrom) {

    public KeyId kid() {
        return certificate.kid();
    }

    /** As {@code registry:key} says it. */
    public RegisteredKey.State state() {
        if (distrustedFrom.isPresent()) {
            return RegisteredKey.State.DISTRUSTED;
        }
        return retiredFrom.isPresent() ? RegisteredKey.State.RETIRED : RegisteredKey.State.ACTIVE;
    }

    LedgerKey retired(Position at) {
        return new LedgerKey(certificate, days, addedAt, Optional.of(at), distrustedFrom);
    }

    LedgerKey distrusted(Position from) {
        return new LedgerKey(certificate, days, addedAt, retiredFrom, Optional.of(from));
    }
}
