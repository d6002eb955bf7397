package org.zhaoku.chaincode.batches;

import org.zhaoku.chaincode.ledger.Json;
import org.zhaoku.chaincode.ledger.LedgerView;
import org.zhaoku.chaincode.ledger.StateKeys;
import org.zhaoku.verifier.anchor.BatchHeader;
import org.zhaoku.verifier.bytes.Bytes;

/** Shows batches to people. */
public final class BatchQueries {
    private BatchQueries() {}

    /**
     * The batch with this key, or null.
     *
     * @param key SM3 of the header
     */
    public static Json get(LedgerView ledger, Bytes key) {
        return ledger.get(StateKeys.batch(key))
                .map(value -> show(key, AnchoredBatch.decode(value)))
                .orElse(Json.NULL);
    }

    /** All batches with this root, in the order of their keys. */
    public static Json byRoot(LedgerView ledger, Bytes root) {
        String prefix = StateKeys.batchesOf(root);
        return Json.array(ledger.scan(prefix).keySet().stream()
                .map(key -> get(ledger, Bytes.fromHex(key.substring(prefix.length()))))
                .toList());
    }

    private static Json show(Bytes key, AnchoredBatch batch) {
        BatchHeader header = batch.header();
        return Json.object()
                .put("key", key.hex())
                .put("network", header.network().name())
                .put("department", header.department().value())
                .put("region", header.region())
                .put("kid", header.kid().toString())
                .put("types", Json.array(header.types().stream().map(Json::of).toList()))
                .put("size", Json.of(header.size()))
                .put("root", header.root().hex())
                .put("tileRootsDigest", header.tileRootsDigest().hex())
                .put("message", batch.message().hex())
                .build();
    }
}
