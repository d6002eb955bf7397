package org.zhaoku.verifier.conformance;

import static org.zhaoku.verifier.conformance.Bundles.AB;
import static org.zhaoku.verifier.conformance.Bundles.DRAFT;
import static org.zhaoku.verifier.conformance.Bundles.MANIFEST;
import static org.zhaoku.verifier.conformance.Bundles.checkpoint;
import static org.zhaoku.verifier.conformance.Bundles.messages;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.conformance.Case.Step;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.log.Checkpoint;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.status.StatusList;
import org.zhaoku.verifier.testing.Department;
import org.zhaoku.verifier.testing.Samples;
import org.zhaoku.verifier.testing.World;
import org.zhaoku.verifier.trust.TrustAnchors;

/** Bundles, parts and deltas. The licence that is shown has ended: a bundle that says otherwise must not open. */
final class BundleCases {
    private static final String STATUS = "status/" + Samples.ISSUER + "/0";
    private static final String TILES = "tiles/" + Samples.ISSUER;
    private static final Instant ISSUED = World.BUNDLE_ISSUED;
    private static final Bytes REGISTRY = Bundles.part("registry");
    private static final Bytes RIGHT = messages(checkpoint(MANIFEST));
    private static final Bytes KEY = Scene.DEPARTMENT.key().publicKey().encoded();

    private BundleCases() {}

    private static void of(List<Case> cases, String id, String what, String reason, Step... steps) {
        cases.add(Scene.code("bundle", id, what, Scene.ENDED.code(), "REFUSED " + reason)
                .after(steps));
    }

    private static void of(List<Case> cases, String id, String what, String reason, Bytes file) {
        of(cases, id, what, reason, Step.bundle(file));
    }

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        signatures(cases);
        earlier(cases);
        parts(cases);
        forms(cases);
        lists(cases);
        return cases;
    }

    private static Bytes signed(Checkpoint checkpoint, Department... regions) {
        return Bundles.file(messages(checkpoint, List.of(regions)), MANIFEST, DRAFT.parts());
    }

    private static void signatures(List<Case> cases) {
        Checkpoint right = checkpoint(MANIFEST);
        Department a = AB.get(0);
        Department b = AB.get(1);
        Department stranger = Department.of("RegionZ", 99);
        of(
                cases,
                "too-few-cosigners",
                "a bundle that one region signed where two are asked for",
                "TOO_FEW_COSIGNERS",
                signed(right, a));
        of(
                cases,
                "foreign-signer",
                "a bundle that a region and a stranger signed",
                "FOREIGN_SIGNER",
                signed(right, a, stranger));
        of(
                cases,
                "strangers",
                "a bundle that strangers signed",
                "FOREIGN_SIGNER",
                signed(right, stranger, Department.of("RegionY", 98)));
        var second = Department.of("RegionA", 97);
        TrustAnchors anchors = World.anchors(World.NETWORK);
        Map<KeyId, TrustAnchors.Cosigner> keys = new TreeMap<>(anchors.cosigners());
        keys.put(second.kid(), new TrustAnchors.Cosigner("RegionA", second.key().publicKey()));
        of(
                cases,
                "one-region-twice",
                "a bundle that one region signed with two of its keys",
                "TOO_FEW_COSIGNERS",
                signed(right, a, second));
        Case twice = cases.remove(cases.size() - 1);
        cases.add(twice.with(new TrustAnchors(World.NETWORK, keys, 2).encode()));
        var impostor = new Department("RegionB", stranger.key(), b.certificate(), stranger.random());
        of(
                cases,
                "borrowed-region-kid",
                "a stranger's key under a region's kid",
                "WRONG_SIGNATURE",
                signed(right, a, impostor));
        of(
                cases,
                "two-right-one-wrong",
                "two right signatures and a wrong one",
                "WRONG_SIGNATURE",
                signed(right, a, World.REGIONS.get(2), impostor));
        of(
                cases,
                "department-as-region",
                "a bundle that departments signed",
                "FOREIGN_SIGNER",
                signed(right, Scene.DEPARTMENT, Scene.WORLD.other));
        for (MessageKind kind : MessageKind.values()) {
            if (kind != MessageKind.CHECKPOINT) {
                String word = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
                of(
                        cases,
                        "checkpoint-as-" + word,
                        "checkpoints that were signed as kind " + word,
                        "WRONG_SIGNATURE",
                        signedAs(kind, right));
            }
        }
        Checkpoint foreign = checkpoint(Scene.elsewhere(), 7, 7, ISSUED, Optional.of(Sm3.digest(MANIFEST)));
        of(
                cases,
                "bundle-other-network",
                "a bundle of another network",
                "WRONG_NETWORK",
                Scene.WORLD.bundleFile(Scene.elsewhere()));
        of(
                cases,
                "checkpoint-other-network",
                "checkpoints of another network over this one's manifest",
                "WRONG_NETWORK",
                signed(foreign, a, b));
        of(
                cases,
                "statement-as-checkpoint",
                "a statement in place of a checkpoint",
                "MALFORMED",
                Bundles.file(
                        Cbor.array(Cbor.of(Scene.LICENCE.statement().encoded())).encode(), MANIFEST, DRAFT.parts()));
        of(
                cases,
                "two-payloads",
                "messages over two checkpoints",
                "MALFORMED",
                Bundles.file(
                        mixed(
                                right,
                                checkpoint(
                                        World.NETWORK, 7, 7, ISSUED.plusSeconds(1), Optional.of(Sm3.digest(MANIFEST)))),
                        MANIFEST,
                        DRAFT.parts()));
        of(cases, "message-twice", "one region's message twice", "MALFORMED", signed(right, a, a));
    }

    private static Bytes mixed(Checkpoint one, Checkpoint other) {
        Bytes first = ((Cbor.ByteString)
                        ((Cbor.Array) Cbor.decode(messages(one))).items().get(0))
                .value();
        Bytes second = ((Cbor.ByteString)
                        ((Cbor.Array) Cbor.decode(messages(other))).items().get(1))
                .value();
        return Cbor.array(Cbor.of(first), Cbor.of(second)).encode();
    }

    private static Bytes signedAs(MessageKind kind, Checkpoint checkpoint) {
        Bytes messages = Cbor.array(AB.stream()
                        .sorted(Comparator.comparing(Department::kid))
                        .map(region -> Cbor.of(CoseSign1.sign(kind, World.NETWORK, checkpoint.encode(), region)
                                .encoded()))
                        .toList())
                .encode();
        return Bundles.file(messages, MANIFEST, DRAFT.parts());
    }

    private static void earlier(List<Case> cases) {
        Step current = Step.bundle(Scene.BUNDLE);
        Optional<Bytes> digest = Optional.of(Sm3.digest(MANIFEST));
        of(
                cases,
                "revived",
                "the bundle from before the licence was revoked",
                "ROLLBACK",
                current,
                Step.bundle(Scene.BEFORE));
        of(
                cases,
                "earlier-time",
                "the same log at an earlier time",
                "ROLLBACK",
                current,
                Step.bundle(
                        signed(checkpoint(World.NETWORK, 7, 7, ISSUED.minusSeconds(1), digest), AB.get(0), AB.get(1))));
        of(
                cases,
                "earlier-position",
                "a longer log at an earlier position",
                "ROLLBACK",
                current,
                Step.bundle(
                        signed(checkpoint(World.NETWORK, 8, 6, ISSUED.plusSeconds(1), digest), AB.get(0), AB.get(1))));
        var other = new Checkpoint(
                World.NETWORK,
                7,
                Sm3.digest(Bytes.utf8("another log")),
                new Position(7, 0),
                ISSUED.plusSeconds(1),
                digest);
        of(
                cases,
                "split-view",
                "a log of the same size with another root",
                "SPLIT_VIEW",
                current,
                Step.bundle(signed(other, AB.get(0), AB.get(1))));
        of(
                cases,
                "split-view-other-regions",
                "the same by other regions",
                "SPLIT_VIEW",
                current,
                Step.bundle(signed(other, AB.get(1), World.REGIONS.get(2))));
        Bytes base = Sm3.digest(MANIFEST);
        Bytes none = Raw.hex("a0");
        Bytes later = messages(checkpoint(World.NETWORK, 7, 7, ISSUED.plusSeconds(60), digest));
        Bytes sooner = messages(checkpoint(World.NETWORK, 7, 7, ISSUED.minusSeconds(60), digest));
        of(
                cases,
                "rollback-by-delta",
                "a delta to an earlier checkpoint",
                "ROLLBACK",
                current,
                Step.delta(Bundles.delta(sooner, MANIFEST, base, Map.of(), none)));
        of(
                cases,
                "delta-other-base",
                "a delta from another bundle",
                "DELTA_BASE",
                current,
                Step.delta(Bundles.delta(later, MANIFEST, Bytes.of(new byte[32]), Map.of(), none)));
        of(
                cases,
                "delta-lacks-part",
                "a delta that keeps back the new status list",
                "PART_MISMATCH",
                Step.bundle(Scene.BEFORE),
                Step.delta(Bundles.delta(RIGHT, MANIFEST, beforeDigest(), Map.of(), none)));
        of(
                cases,
                "delta-old-part",
                "a delta with the old status list under the new manifest",
                "PART_MISMATCH",
                current,
                Step.delta(Bundles.delta(later, MANIFEST, base, Map.of(STATUS, beforePart(STATUS)), none)));
        of(
                cases,
                "delta-wrong-tail",
                "a delta with tiles that are not the ledger's",
                "PART_MISMATCH",
                current,
                Step.delta(Bundles.delta(
                        later,
                        MANIFEST,
                        base,
                        Map.of(),
                        Cbor.map()
                                .put(Cbor.of(TILES), Cbor.array(Cbor.of(Bytes.of(new byte[16])), Cbor.of(Bytes.of((byte)
                                        0))))
                                .build()
                                .encode())));
        of(
                cases,
                "bundle-as-delta",
                "a whole bundle where a delta is expected",
                "MALFORMED",
                current,
                Step.delta(Scene.BUNDLE));
        cases.add(Scene.code(
                        "bundle",
                        "delta-right",
                        "a delta to the bundle in which the licence has ended",
                        Scene.ENDED.code(),
                        "INVALID LIC-601")
                .after(
                        Step.bundle(Scene.BEFORE),
                        Step.delta(Bundles.delta(RIGHT, MANIFEST, beforeDigest(), DRAFT.parts(), none))));
        cases.add(Scene.code(
                        "bundle",
                        "superseded-by-delta",
                        "a delta to the bundle in which a licence has been replaced",
                        Scene.SUPERSEDED.code(),
                        "INVALID LIC-603")
                .after(
                        Step.bundle(Scene.BEFORE),
                        Step.delta(Bundles.delta(RIGHT, MANIFEST, beforeDigest(), DRAFT.parts(), none))));
        cases.add(Scene.code(
                        "bundle",
                        "before-revocation",
                        "a licence by the bundle from before it was revoked, which is all that this verifier has",
                        Scene.ENDED.code(),
                        "VALID")
                .after(Step.bundle(Scene.BEFORE)));
    }

    private static Bytes beforeManifest() {
        return ((Cbor.ByteString)
                        ((Cbor.Array) Cbor.decode(Scene.BEFORE)).items().get(1))
                .value();
    }

    private static Bytes beforeDigest() {
        return Sm3.digest(beforeManifest());
    }

    private static Bytes beforePart(String name) {
        var parts = (Cbor.Map) ((Cbor.Array) Cbor.decode(Scene.BEFORE)).items().get(2);
        return parts.entries().values().stream()
                .filter(each -> each.key().equals(Cbor.of(name)))
                .map(each -> ((Cbor.ByteString) each.value()).value())
                .findFirst()
                .orElseThrow();
    }

    private static Bytes with(String name, Bytes content) {
        Map<String, Bytes> parts = new TreeMap<>(DRAFT.parts());
        parts.put(name, content);
        return Bundles.file(RIGHT, MANIFEST, parts);
    }

    private static void parts(List<Case> cases) {
        of(
                cases,
                "old-status-part",
                "the status list from before the licence was revoked",
                "PART_MISMATCH",
                with(STATUS, beforePart(STATUS)));
        of(
                cases,
                "part-not-named",
                "a part that the manifest does not name",
                "PART_MISMATCH",
                with("status/" + Samples.ISSUER + "/1", beforePart(STATUS)));
        of(
                cases,
                "part-not-a-name",
                "a part whose name has no form",
                "PART_MISMATCH",
                with("status", beforePart(STATUS)));
        of(
                cases,
                "part-later-wrong",
                "a part put in later that is another one",
                "PART_MISMATCH",
                Step.bundle(Scene.BUNDLE),
                Step.part(STATUS, beforePart(STATUS)));
        of(
                cases,
                "other-manifest",
                "the manifest of another bundle",
                "PART_MISMATCH",
                Bundles.file(RIGHT, beforeManifest(), DRAFT.parts()));
        of(
                cases,
                "checkpoint-without-manifest",
                "a checkpoint that names no bundle",
                "PART_MISMATCH",
                signed(checkpoint(World.NETWORK, 7, 7, ISSUED, Optional.empty()), AB.get(0), AB.get(1)));
        Map<String, Bytes> bare = new TreeMap<>(DRAFT.parts());
        bare.remove("registry");
        of(cases, "no-registry", "a bundle without its registry", "MALFORMED", Bundles.file(RIGHT, MANIFEST, bare));
        registry(
                cases,
                "key-off-curve",
                "a department's key that is not on the curve",
                KEY.slice(0, 64).plus(Bytes.of((byte) (KEY.at(64) ^ 1))));
        registry(
                cases,
                "key-at-infinity",
                "the point at infinity as a department's key",
                Raw.hex("04").plus(Bytes.of(new byte[64])));
        registry(
                cases,
                "key-coordinate-too-large",
                "a coordinate as large as the field",
                Raw.hex("04fffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff")
                        .plus(KEY.slice(33, 65)));
        registry(
                cases,
                "key-compressed-form",
                "another form of a point",
                Raw.hex("06").plus(KEY.slice(1, 65)));
        Bytes other = Scene.WORLD.other.certificate().der();
        of(
                cases,
                "kid-twice",
                "two keys with one kid",
                "MALFORMED",
                Bundles.withPart(
                        "registry",
                        Raw.replace(
                                REGISTRY,
                                Raw.bstr(other),
                                Raw.bstr(Scene.DEPARTMENT.certificate().der()))));
        of(
                cases,
                "registry-unknown-key",
                "a registry with a key that there is not",
                "MALFORMED",
                Bundles.withPart(
                        "registry",
                        Raw.hex("a4").plus(REGISTRY.slice(1, REGISTRY.size())).plus(Raw.hex("0401"))));
    }

    private static void registry(List<Case> cases, String id, String what, Bytes key) {
        of(
                cases,
                id,
                what,
                "MALFORMED",
                Bundles.withPart("registry", Raw.replace(REGISTRY, Raw.bstr(KEY), Raw.bstr(key))));
    }

    private static void manifest(List<Case> cases, String id, String what, String reason, Bytes manifest) {
        of(cases, id, what, reason, Bundles.withManifest(manifest));
    }

    private static void forms(List<Case> cases) {
        of(cases, "bundle-empty", "an empty file", "MALFORMED", Bytes.EMPTY);
        of(cases, "bundle-bytes-behind", "a byte behind the bundle", "MALFORMED", Scene.BUNDLE.plus(Raw.hex("00")));
        of(
                cases,
                "bundle-long-head",
                "an array head not in its shortest form",
                "MALFORMED",
                Raw.hex("9803").plus(Scene.BUNDLE.slice(1, Scene.BUNDLE.size())));
        of(
                cases,
                "bundle-indefinite",
                "an array of indefinite length",
                "MALFORMED",
                Raw.hex("9f").plus(Scene.BUNDLE.slice(1, Scene.BUNDLE.size())).plus(Raw.hex("ff")));
        of(
                cases,
                "bundle-huge-count",
                "2^32 messages claimed",
                "MALFORMED",
                Raw.hex("839b0000000100000000").plus(Scene.BUNDLE.slice(2, Scene.BUNDLE.size())));
        of(cases, "bundle-no-message", "no message", "MALFORMED", Bundles.file(Raw.hex("80"), MANIFEST, DRAFT.parts()));
        of(
                cases,
                "licence-as-bundle",
                "a licence package in place of a bundle",
                "MALFORMED",
                ReceiptCases.all().stream()
                        .filter(each -> each.id().equals("package-right"))
                        .findFirst()
                        .flatMap(each -> each.shown().file())
                        .orElseThrow());
        Bytes expires = Cbor.of(World.BUNDLE_EXPIRES.getEpochSecond()).encode();
        manifest(
                cases,
                "expires-before-time",
                "a manifest that expires at the checkpoint's time",
                "MALFORMED",
                Raw.replace(MANIFEST, expires, Cbor.of(ISSUED.getEpochSecond()).encode()));
        manifest(
                cases,
                "manifest-other-network",
                "a manifest that names another network",
                "WRONG_NETWORK",
                Raw.replace(MANIFEST, Cbor.of("test").encode(), Cbor.of("tesu").encode()));
        manifest(
                cases,
                "version-beyond-size",
                "a part that changed after the checkpoint",
                "MALFORMED",
                Raw.replace(
                        MANIFEST,
                        Cbor.of("registry").encode().plus(Raw.hex("07")),
                        Cbor.of("registry").encode().plus(Raw.hex("08"))));
        of(cases, "part-of-nobody", "a part of a department that is not registered", "MALFORMED", partOfNobody());
        manifest(
                cases,
                "manifest-order",
                "parts in another order",
                "MALFORMED",
                Raw.replace(
                        MANIFEST,
                        Cbor.of(TILES).encode(),
                        Cbor.of("aales/" + Samples.ISSUER).encode()));
        manifest(
                cases,
                "manifest-format-2",
                "a manifest of format 2",
                "MALFORMED",
                Raw.replace(MANIFEST, Raw.hex("a50101"), Raw.hex("a50102")));
        manifest(cases, "manifest-trailing", "a byte behind the manifest", "MALFORMED", MANIFEST.plus(Raw.hex("00")));
    }

    private static Bytes partOfNobody() {
        Bytes manifest = Raw.replace(
                MANIFEST,
                Cbor.of(TILES).encode(),
                Cbor.of("tiles/11100000000013338W").encode());
        Map<String, Bytes> parts = new TreeMap<>(DRAFT.parts());
        parts.remove(TILES);
        return Bundles.file(messages(checkpoint(manifest)), manifest, parts);
    }

    private static void list(List<Case> cases, String id, String what, Bytes list) {
        cases.add(Scene.code("bundle", id, what, Scene.ENDED.code(), "CANNOT_TELL LIC-605")
                .after(Step.bundle(Bundles.withPart(STATUS, list))));
    }

    private static void lists(List<Case> cases) {
        Bytes right = Bundles.part(STATUS);
        // behind the checksum stands the other key with its value, 6 bytes
        int last = right.size() - 7;
        Bytes checksum =
                right.slice(0, last).plus(Bytes.of((byte) ~right.at(last))).plus(right.slice(last + 1, right.size()));
        Bytes bomb = Raw.deflate(Bytes.of(new byte[1 << 20]), false, new byte[0]);
        list(
                cases,
                "list-one-bit",
                "a status list of 1 bit that regions signed",
                StatusList.of(1, number -> 0, 5000).encode());
        list(cases, "list-wrong-checksum", "a status list with a wrong checksum that regions signed", checksum);
        list(cases, "list-no-list", "no list at all that regions signed", Raw.hex("00"));
        list(
                cases,
                "list-bomb",
                "a status list of 1 MiB that regions signed",
                Cbor.map()
                        .put(Cbor.of("lst"), Cbor.of(bomb))
                        .put(Cbor.of("bits"), Cbor.of(2))
                        .build()
                        .encode());
        list(
                cases,
                "list-too-short",
                "a status list that ends before the licence's number",
                StatusList.of(2, number -> 0, 200).encode());
    }
}
