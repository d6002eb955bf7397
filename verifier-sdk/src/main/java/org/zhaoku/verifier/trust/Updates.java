package org.zhaoku.verifier.trust;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.zhaoku.verifier.trust.TrustBundleException.Reason;

/** Which parts a bundle has after a delta. */
final class Updates {
    private Updates() {}

    /** @throws TrustBundleException PART_MISMATCH or MALFORMED */
    static Map<String, Part> apply(TrustBundle older, BundleDelta delta, Attested next) {
        Map<String, Part> parts = new TreeMap<>();
        delta.whole().forEach((name, content) -> {
            next.check(name, content);
            if (older.part(name).isPresent() || older.manifest().part(name).isEmpty()) {
                parts.put(name, next.load(name, content));
            }
        });
        delta.tails().forEach((name, tail) -> {
            if (older.manifest().part(name).isEmpty()
                    || next.manifest().part(name).isEmpty()) {
                throw mismatch(name, "grows, and is not in both bundles");
            }
            older.part(name).ifPresent(part -> parts.put(name, grown(name, part, tail, next)));
        });
        older.loaded().forEach(name -> {
            Optional<PartEntry> entry = next.manifest().part(name);
            if (entry.isPresent() && !parts.containsKey(name)) {
                if (!entry.get()
                        .digest()
                        .equals(older.manifest().part(name).orElseThrow().digest())) {
                    throw mismatch(name, "has changed, and is missing");
                }
                older.part(name).ifPresent(part -> parts.put(name, part));
            }
        });
        return parts;
    }

    private static Part grown(String name, Part part, TrustedTiles tail, Attested next) {
        if (part instanceof TrustedTiles tiles) {
            return next.load(name, tiles.plus(tail).encoded());
        }
        throw mismatch(name, "grows, and holds no tiles");
    }

    private static TrustBundleException mismatch(String name, String what) {
        return new TrustBundleException(
                Reason.PART_MISMATCH, "part " + name + " " + what + " in the delta: fetch the whole bundle");
    }
}
