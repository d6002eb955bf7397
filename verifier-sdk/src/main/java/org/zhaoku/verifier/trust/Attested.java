package org.zhaoku.verifier.trust;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.log.Checkpoint;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.trust.TrustBundleException.Reason;

/**
 * A manifest that enough trusted regions stand for.
 *
 * @param cosigned the checkpoint that names the manifest
 * @param regions MSP ids of the trusted regions that signed it
 * @param manifest the manifest
 */
record Attested(CosignedCheckpoint cosigned, Set<String> regions, BundleManifest manifest) {
    /** @throws TrustBundleException any reason but DELTA_BASE */
    static Attested of(CosignedCheckpoint cosigned, Bytes manifest, TrustAnchors anchors, CheckpointStore store) {
        Set<String> regions = anchors.verify(cosigned);
        Freshness.check(cosigned, store);
        Checkpoint checkpoint = cosigned.checkpoint();
        if (!checkpoint.manifest().equals(Optional.of(Sm3.digest(manifest)))) {
            throw new TrustBundleException(
                    Reason.PART_MISMATCH,
                    "the manifest is not the one that the checkpoint names: fetch the bundle again as a whole");
        }
        BundleManifest decoded;
        try {
            decoded = BundleManifest.decode(manifest);
        } catch (IllegalArgumentException e) {
            throw BundleFile.malformed("a signed manifest is malformed", e);
        }
        if (!decoded.network().equals(anchors.network())) {
            throw new TrustBundleException(
                    Reason.WRONG_NETWORK,
                    "a manifest signed for network " + anchors.network() + " names " + decoded.network()
                            + ": report it to the regions");
        }
        if (!decoded.expiresAt().isAfter(checkpoint.time()) || !decoded.isWithin(checkpoint.size())) {
            throw new TrustBundleException(
                    Reason.MALFORMED,
                    "a signed manifest expires before its time or names a part of the future: report it to the regions");
        }
        return new Attested(cosigned, Set.copyOf(regions), decoded);
    }

    /** @throws TrustBundleException PART_MISMATCH or MALFORMED */
    Map<String, Part> load(Map<String, Bytes> contents) {
        Map<String, Part> parts = new TreeMap<>();
        contents.forEach((name, content) -> parts.put(name, load(name, content)));
        return parts;
    }

    /** @throws TrustBundleException PART_MISMATCH or MALFORMED */
    Part load(String name, Bytes content) {
        check(name, content);
        try {
            return Part.decode(PartName.parse(name), content);
        } catch (IllegalArgumentException e) {
            throw BundleFile.malformed("the signed part " + name + " is malformed", e);
        }
    }

    /** @throws TrustBundleException PART_MISMATCH */
    void check(String name, Bytes content) {
        if (manifest.part(name).filter(entry -> entry.matches(content)).isEmpty()) {
            throw new TrustBundleException(
                    Reason.PART_MISMATCH,
                    "part " + name + " is not the one that the manifest names: fetch it again, of bundle "
                            + manifest.digest());
        }
    }
}
