package org.zhaoku.verifier.conformance;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.log.Checkpoint;
import org.zhaoku.verifier.log.SignedCheckpoint;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.testing.Department;
import org.zhaoku.verifier.testing.World;
import org.zhaoku.verifier.trust.BundleDraft;

/** Bundle files of any manifest, parts and checkpoints, signed as they are. */
final class Bundles {
    static final BundleDraft DRAFT = Scene.WORLD.draft(World.NETWORK);
    static final Bytes MANIFEST = DRAFT.manifest().encoded();
    static final List<Department> AB = World.REGIONS.subList(0, 2);

    private Bundles() {}

    /** What the regions sign of a manifest at size 7. */
    static Checkpoint checkpoint(Bytes manifest) {
        return checkpoint(World.NETWORK, 7, 7, World.BUNDLE_ISSUED, Optional.of(Sm3.digest(manifest)));
    }

    static Checkpoint checkpoint(Network network, long size, long block, Instant time, Optional<Bytes> manifest) {
        return new Checkpoint(
                network, size, Sm3.digest(Bytes.utf8("root " + size)), new Position(block, 0), time, manifest);
    }

    static Bytes messages(Checkpoint checkpoint, List<Department> regions) {
        return Cbor.array(regions.stream()
                        .map(region -> SignedCheckpoint.sign(checkpoint, region))
                        .sorted(Comparator.comparing(SignedCheckpoint::kid))
                        .map(message -> Cbor.of(message.encoded()))
                        .toList())
                .encode();
    }

    static Bytes messages(Checkpoint checkpoint) {
        return messages(checkpoint, AB);
    }

    static Bytes file(Bytes messages, Bytes manifest, Map<String, Bytes> parts) {
        return Raw.hex("83").plus(messages).plus(Raw.bstr(manifest)).plus(map(parts));
    }

    private static Bytes map(Map<String, Bytes> parts) {
        var map = Cbor.map();
        parts.forEach((name, content) -> map.put(Cbor.of(name), Cbor.of(content)));
        return map.build().encode();
    }

    /** The bundle with right signatures over another manifest. */
    static Bytes withManifest(Bytes manifest) {
        return file(messages(checkpoint(manifest)), manifest, DRAFT.parts());
    }

    /** The bundle with right signatures, and a part of the same name changed in manifest and file. */
    static Bytes withPart(String name, Bytes content) {
        Map<String, Bytes> parts = new TreeMap<>(DRAFT.parts());
        Bytes old = part(name);
        parts.put(name, content);
        Bytes manifest = Raw.replace(MANIFEST, entry(name, old), entry(name, content));
        return file(messages(checkpoint(manifest)), manifest, parts);
    }

    static Bytes part(String name) {
        return Optional.ofNullable(DRAFT.parts().get(name)).orElseThrow();
    }

    private static Bytes entry(String name, Bytes content) {
        return Cbor.array(
                        Cbor.of(name), Cbor.of(Scene.WORLD.size), Cbor.of(content.size()), Cbor.of(Sm3.digest(content)))
                .encode();
    }

    /** A delta from the bundle of the scene, or from another base. */
    static Bytes delta(Bytes messages, Bytes manifest, Bytes base, Map<String, Bytes> whole, Bytes tails) {
        return Raw.hex("85")
                .plus(messages)
                .plus(Raw.bstr(manifest))
                .plus(Raw.bstr(base))
                .plus(map(whole))
                .plus(tails);
    }
}
