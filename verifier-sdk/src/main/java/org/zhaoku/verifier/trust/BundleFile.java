package org.zhaoku.verifier.trust;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborCursor;
import org.zhaoku.verifier.trust.TrustBundleException.Reason;

/**
 * A bundle as a file, taken apart; nothing is checked but the form.
 *
 * @param cosigned the checkpoint
 * @param manifest the manifest
 * @param parts all parts or some by name
 */
record BundleFile(CosignedCheckpoint cosigned, Bytes manifest, Map<String, Bytes> parts) {
    /** CBOR [[+ message], manifest, {* name => part}]. */
    Bytes encode() {
        return Cbor.array(cosigned.toCbor(), Cbor.of(manifest), toCbor(parts)).encode();
    }

    static Cbor toCbor(Map<String, Bytes> parts) {
        var map = Cbor.map();
        parts.forEach((name, content) -> map.put(Cbor.of(name), Cbor.of(content)));
        return map.build();
    }

    /** @throws TrustBundleException MALFORMED */
    static BundleFile decode(Bytes file) {
        checkSize(file);
        try {
            var cursor = new CborCursor("trust bundle", file);
            cursor.array(3, 3);
            var decoded = new BundleFile(
                    CosignedCheckpoint.read(cursor), cursor.bytes(1, TrustBundle.MAX_FILE), readParts(cursor));
            cursor.end();
            return decoded;
        } catch (IllegalArgumentException e) {
            throw malformed("not a trust bundle", e);
        }
    }

    static NavigableMap<String, Bytes> readParts(CborCursor cursor) {
        int count = cursor.map(0, BundleManifest.MAX_PARTS);
        NavigableMap<String, Bytes> parts = new TreeMap<>();
        String name = "";
        for (int i = 0; i < count; i++) {
            name = cursor.key(name, PartName.MAX_LENGTH);
            parts.put(name, cursor.bytes(1, TrustBundle.MAX_FILE));
        }
        return parts;
    }

    static void checkSize(Bytes file) {
        if (file.size() > TrustBundle.MAX_FILE) {
            throw new TrustBundleException(
                    Reason.MALFORMED,
                    "expected a file of at most " + TrustBundle.MAX_FILE + " bytes, got " + file.size()
                            + ": fetch the parts of the departments that you need");
        }
    }

    static TrustBundleException malformed(String what, IllegalArgumentException cause) {
        return new TrustBundleException(Reason.MALFORMED, what + ", fetch it again: " + cause.getMessage());
    }
}
