package org.zhaoku.gateway.licence;

import java.util.Optional;
import org.zhaoku.verifier.bytes.Bytes;

/**
 * What is kept in the open of a licence: nothing of its holder.
 *
 * @param id opaque
 * @param identifier GB/T 36904, as it is stored
 * @param state where it is on its way
 * @param statement the signed statement, from SIGNED on, unless it was erased
 * @param receipt CBOR of its full receipt, from IN_FORCE on
 * @param erased digest of the statement, if that was erased
 */
public record StoredStatement(
        String id,
        String identifier,
        LicenceState state,
        Optional<Bytes> statement,
        Optional<Bytes> receipt,
        Optional<Bytes> erased) {}
