package org.zhaoku.gateway.bundle;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.trust.BundleDraft;
import org.zhaoku.verifier.trust.CosignedCheckpoint;

/**
 * A bundle that enough regions have signed.
 *
 * @param draft all its parts
 * @param cosigned who signed it
 * @param file all of it in one file
 * @param tag names these bytes: SM3 of the file, in hexadecimal
 * @param files manifest and parts by path
 */
record PublishedBundle(
        BundleDraft draft, CosignedCheckpoint cosigned, Bytes file, String tag, Map<String, Bytes> files) {
    static PublishedBundle of(BundleDraft draft, CosignedCheckpoint cosigned) {
        Bytes file = draft.file(cosigned);
        return new PublishedBundle(draft, cosigned, file, Sm3.digest(file).hex(), draft.files());
    }

    /** @throws IllegalArgumentException if it is not the file of a whole bundle; who signed it is not looked at */
    static PublishedBundle read(Bytes file) {
        List<Cbor> items = CborReads.array("bundle", Cbor.decode(file), 3, 3);
        Map<String, Bytes> parts = new HashMap<>();
        CborReads.map("parts", items.get(2))
                .entries()
                .values()
                .forEach(part -> parts.put(
                        CborReads.text("name of a part", part.key()), CborReads.bytes("a part", part.value())));
        return of(
                BundleDraft.of(CborReads.bytes("manifest", items.get(1)), parts),
                CosignedCheckpoint.decode(items.get(0).encode()));
    }

    long size() {
        return cosigned.checkpoint().size();
    }

    Instant issuedAt() {
        return cosigned.checkpoint().time();
    }

    Instant expiresAt() {
        return draft.manifest().expiresAt();
    }

    Bytes digest() {
        return draft.manifest().digest();
    }

    Optional<Bytes> find(String path) {
        return Optional.ofNullable(files.get(path));
    }
}
