package org.zhaoku.verifier.conformance;

import static org.zhaoku.verifier.conformance.Scene.LICENCE;
import static org.zhaoku.verifier.conformance.Scene.MANY;
import static org.zhaoku.verifier.conformance.Scene.WORLD;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.zhaoku.verifier.anchor.TileReceipt;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.testing.Samples;
import org.zhaoku.verifier.testing.World;
import org.zhaoku.verifier.testing.World.Anchored;
import org.zhaoku.verifier.trust.TypeRight;

/** Status, and the keys and rights of departments by place. */
final class LedgerCases {
    private static final String NOT_ANCHORED = "INVALID LIC-403 LIC-605";
    private static final Instant ISSUED = World.BUNDLE_ISSUED;
    private static final TileReceipt OWN = LICENCE.receipt();

    private LedgerCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        status(cases);
        keys(cases);
        rights(cases);
        return cases;
    }

    private static Case shown(String id, String what, Anchored licence, String expected) {
        return Scene.code("status", id, what, licence.code(), expected);
    }

    private static void status(List<Case> cases) {
        cases.add(shown("suspended", "a suspended licence", Scene.SUSPENDED, "INVALID LIC-602"));
        cases.add(shown("ended", "a licence that has ended", Scene.ENDED, "INVALID LIC-601"));
        cases.add(shown("superseded", "a licence that a newer version replaced", Scene.SUPERSEDED, "INVALID LIC-603"));
        cases.add(shown("disputed", "a licence whose content is disputed", Scene.DISPUTED, "VALID"));
        cases.add(shown("successor-unbound", "a successor that no record binds", Scene.SUCCESSOR, "INVALID LIC-604"));
        cases.add(shown(
                "transfer-unbound", "a licence taken over that no record binds", Scene.TRANSFER, "INVALID LIC-604"));
        cases.add(shown("successor-bound", "a successor that is bound", Scene.BOUND_SUCCESSOR, "VALID"));
        cases.add(shown("transfer-bound", "a licence taken over that is bound", Scene.BOUND_TRANSFER, "VALID"));
        cases.add(Scene.code(
                "status",
                "ended-hides-receipt",
                "an ended licence shown without its receipt",
                Scene.bare(Scene.ENDED),
                "CANNOT_TELL LIC-401 LIC-605"));
        cases.add(shown("status-too-old", "a status older than the policy allows", LICENCE, "CANNOT_TELL LIC-607")
                .with("statusAge", 3600));
        cases.add(shown(
                        "ended-too-old",
                        "an ended licence, and the status is older than the policy allows",
                        Scene.ENDED,
                        "INVALID LIC-601")
                .with("statusAge", 3600));
        cases.add(Scene.code(
                        "status",
                        "relaxed",
                        "no receipt where none is required",
                        Scene.bare(LICENCE),
                        "VALID LIC-401 LIC-605")
                .with("receipt", false)
                .with("status", false));
        cases.add(Scene.code(
                        "status",
                        "relaxed-half",
                        "no receipt where the status is required",
                        Scene.bare(LICENCE),
                        "CANNOT_TELL LIC-401 LIC-605")
                .with("receipt", false));
        cases.add(Scene.code(
                        "status",
                        "relaxed-wrong",
                        "a wrong receipt where none is required",
                        Scene.code(LICENCE, Optional.of(Scene.ENDED.receipt()), Optional.empty()),
                        NOT_ANCHORED)
                .with("receipt", false)
                .with("status", false));
        cases.add(shown(
                        "relaxed-ended",
                        "an ended licence where the status need not be known",
                        Scene.ENDED,
                        "INVALID LIC-601")
                .with("status", false));
        var draft = WORLD.draft(World.NETWORK);
        Bytes partial = draft.file(WORLD.cosign(draft, ISSUED, World.REGIONS.subList(0, 2)), Set.of());
        cases.add(shown(
                        "parts-not-loaded",
                        "a bundle without the department's parts",
                        LICENCE,
                        "CANNOT_TELL LIC-405 LIC-605")
                .after(Case.Step.bundle(partial)));
        String tiles = "tiles/" + Samples.ISSUER;
        Bytes content = draft.parts().get(tiles);
        cases.add(shown(
                        "status-not-loaded",
                        "a bundle without the department's status list",
                        LICENCE,
                        "CANNOT_TELL LIC-605")
                .after(Case.Step.bundle(partial), Case.Step.part(tiles, content == null ? Bytes.EMPTY : content)));
    }

    private static Case key(String id, String what, Bytes bundle, Anchored licence, String expected) {
        return Scene.code("key", id, what, licence.code(), expected).after(Case.Step.bundle(bundle));
    }

    private static void keys(List<Case> cases) {
        Bytes distrusted = Scene.bundle(Scene.key(OptionalLong.empty(), OptionalLong.of(2)));
        Bytes retired = Scene.bundle(Scene.key(OptionalLong.of(2), OptionalLong.empty()));
        Bytes both = Scene.bundle(Scene.key(OptionalLong.of(0), OptionalLong.of(1)));
        cases.add(
                key("distrusted-before", "anchored before the key is distrusted", distrusted, MANY.get(255), "VALID"));
        cases.add(key(
                "distrusted", "anchored where the key is distrusted", distrusted, MANY.get(256), "INVALID LIC-304"));
        cases.add(key(
                "distrusted-later", "anchored after the key is distrusted", distrusted, Scene.HELD, "INVALID LIC-304"));
        cases.add(key("retired-before", "anchored before the key is retired", retired, MANY.get(255), "VALID"));
        cases.add(key("retired", "anchored where the key is retired", retired, MANY.get(256), "INVALID LIC-305"));
        cases.add(key(
                "retired-and-distrusted",
                "anchored where the key is retired and distrusted",
                both,
                MANY.get(0),
                "INVALID LIC-304 LIC-305"));
        Case unknownTile = Scene.code(
                "key",
                "distrusted-future-tile",
                "a distrusted key, and a tile that the bundle does not have",
                Scene.code(LICENCE, Optional.of(new TileReceipt(99, 0, List.of())), Optional.empty()),
                "INVALID LIC-304 LIC-402 LIC-605");
        cases.add(unknownTile.after(Case.Step.bundle(distrusted)));
        cases.add(Scene.code(
                        "key",
                        "distrusted-no-receipt",
                        "a distrusted key, and no receipt",
                        Scene.bare(LICENCE),
                        "CANNOT_TELL LIC-307 LIC-401 LIC-605")
                .after(Case.Step.bundle(distrusted)));
        cases.add(Scene.code(
                        "key",
                        "distrusted-backdated",
                        "a receipt from before the key was distrusted for a licence from after",
                        Scene.code(Scene.HELD, Optional.of(OWN), Optional.empty()),
                        "INVALID LIC-307 LIC-403 LIC-605")
                .after(Case.Step.bundle(distrusted)));
    }

    private static Case right(String id, String what, Bytes bundle, Anchored licence, String expected) {
        return Scene.code("right", id, what, licence.code(), expected).after(Case.Step.bundle(bundle));
    }

    private static void rights(List<Case> cases) {
        LicenceTypeCode type = LicenceTypeCode.parse(Samples.TYPE);
        Bytes middle = Scene.bundle(world -> world.rights = List.of(new TypeRight(type, 1, OptionalLong.of(2))));
        Bytes none = Scene.bundle(world -> world.rights = List.of());
        cases.add(Scene.code(
                "right",
                "other-type",
                "a type that the department has no right to",
                Scene.OTHER_TYPE.code(),
                "INVALID LIC-303"));
        cases.add(right("no-right", "a department without any right", none, LICENCE, "INVALID LIC-303"));
        cases.add(right("right-later", "anchored before the right began", middle, LICENCE, "INVALID LIC-306"));
        cases.add(right("right-then", "anchored while the right held", middle, MANY.get(0), "VALID"));
        cases.add(right("right-ended", "anchored after the right ended", middle, MANY.get(256), "INVALID LIC-306"));
        cases.add(Scene.code(
                        "right",
                        "right-no-receipt",
                        "a right for a time, and no receipt",
                        Scene.bare(LICENCE),
                        "CANNOT_TELL LIC-308 LIC-401 LIC-605")
                .after(Case.Step.bundle(middle)));
        cases.add(Scene.code(
                        "right",
                        "no-right-no-receipt",
                        "no right, and no receipt: one may have been given since",
                        Scene.bare(LICENCE),
                        "CANNOT_TELL LIC-308 LIC-401 LIC-605")
                .after(Case.Step.bundle(none)));
    }
}
