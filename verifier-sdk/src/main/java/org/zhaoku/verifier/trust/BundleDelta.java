package org.zhaoku.verifier.trust;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborCursor;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.sm.Sm3;

/**
 * The way from one bundle to a later one as a file, taken apart; nothing is checked but the form.
 *
 * @param cosigned the later checkpoint
 * @param manifest the later manifest
 * @param base SM3 of the older manifest
 * @param whole parts that are new or changed, by name
 * @param tails for parts with tiles that only grew: the tiles that came behind the older ones
 */
record BundleDelta(
        CosignedCheckpoint cosigned,
        Bytes manifest,
        Bytes base,
        Map<String, Bytes> whole,
        Map<String, TrustedTiles> tails) {
    /** CBOR [[+ message], manifest, base, {* name => part}, {* name => [roots, sizes]}]. */
    Bytes encode() {
        var grown = Cbor.map();
        tails.forEach(
                (name, tail) -> grown.put(Cbor.of(name), Cbor.array(Cbor.of(tail.roots(0)), Cbor.of(tail.sizes(0)))));
        return Cbor.array(cosigned.toCbor(), Cbor.of(manifest), Cbor.of(base), BundleFile.toCbor(whole), grown.build())
                .encode();
    }

    /** @throws TrustBundleException MALFORMED */
    static BundleDelta decode(Bytes file) {
        BundleFile.checkSize(file);
        try {
            var cursor = new CborCursor("delta of a trust bundle", file);
            cursor.array(5, 5);
            CosignedCheckpoint cosigned = CosignedCheckpoint.read(cursor);
            Bytes manifest = cursor.bytes(1, TrustBundle.MAX_FILE);
            Bytes base = cursor.bytes(Sm3.LENGTH, Sm3.LENGTH);
            Map<String, Bytes> whole = BundleFile.readParts(cursor);
            var delta = new BundleDelta(cosigned, manifest, base, whole, readTails(cursor));
            cursor.end();
            if (delta.tails.keySet().stream().anyMatch(whole::containsKey)) {
                throw new CborException("delta: a part comes whole and as a tail");
            }
            return delta;
        } catch (IllegalArgumentException e) {
            throw BundleFile.malformed("not a delta of a trust bundle", e);
        }
    }

    private static NavigableMap<String, TrustedTiles> readTails(CborCursor cursor) {
        int count = cursor.map(0, BundleManifest.MAX_PARTS);
        NavigableMap<String, TrustedTiles> tails = new TreeMap<>();
        String name = "";
        for (int i = 0; i < count; i++) {
            name = cursor.key(name, PartName.MAX_LENGTH);
            cursor.array(2, 2);
            Bytes roots = cursor.bytes(1, TrustBundle.MAX_FILE);
            tails.put(name, TrustedTiles.of(roots, cursor.bytes(1, TrustBundle.MAX_FILE)));
        }
        return tails;
    }
}
