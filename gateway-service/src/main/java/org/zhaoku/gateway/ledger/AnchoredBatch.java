package org.zhaoku.gateway.ledger;

import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.anchor.SignedBatch;

/**
 * A batch that is on the ledger.
 *
 * @param batch the batch
 * @param position where
 * @param firstTile number of its first tile among its department's tiles
 */
public record AnchoredBatch(SignedBatch batch, Position position, long firstTile) {}
