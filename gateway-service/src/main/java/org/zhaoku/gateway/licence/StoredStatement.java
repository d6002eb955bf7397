package org.zhaoku.gateway.licence;

import java.time.LocalDate;
import java.util.Optional;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.statement.SignedStatement;

/**
 * What is kept in the open of a licence: nothing of its holder.
 *
 * @param id opaque
 * @param identifier GB/T 36904, as it is stored
 * @param state where it is on its way
 * @param validTo last day; empty for 长期
 * @param succession what it replaces
 * @param statement the signed statement, from SIGNED on, unless it was erased
 * @param batchKey key of its batch, from IN_FORCE on
 * @param receipt CBOR of its full receipt, from IN_FORCE on
 * @param erased digest of the statement, if that was erased
 */
public record StoredStatement(
        String id,
        String identifier,
        LicenceState state,
        Optional<LocalDate> validTo,
        Optional<Succession> succession,
        Optional<Bytes> statement,
        Optional<Bytes> batchKey,
        Optional<Bytes> receipt,
        Optional<Bytes> erased) {
    /** Digest of the statement, erased or not; empty before it was signed. */
    public Optional<Bytes> digest() {
        return statement.map(signed -> SignedStatement.decode(signed).digest()).or(() -> erased);
    }
}
