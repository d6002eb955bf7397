package org.zhaoku.gateway.licence;

import java.time.Instant;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.Binary;
import org.zhaoku.verifier.bytes.Bytes;

/**
 * What remains of a licence whose personal data were destroyed, beside its way and its receipt.
 *
 * @param digest of the statement: what the ledger has
 * @param at when
 */
record Erasure(Bytes digest, Instant at) {
    static Optional<Erasure> of(Document licence) {
        return Optional.ofNullable(licence.get(LicenceDocuments.ERASED, Document.class))
                .map(erased -> new Erasure(
                        Bytes.of(erased.get("digest", Binary.class).getData()),
                        erased.getDate("at").toInstant()));
    }

    Document write() {
        return new Document("digest", new Binary(digest.toArray())).append("at", java.util.Date.from(at));
    }
}
