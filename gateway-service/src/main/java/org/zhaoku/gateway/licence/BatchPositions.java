package org.zhaoku.gateway.licence;

import java.util.Optional;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;

/** Where batches are on the ledger, as far as it was read. */
@FunctionalInterface
public interface BatchPositions {
    Optional<Position> of(Bytes batchKey);
}
