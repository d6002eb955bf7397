package org.zhaoku.verifier.conformance;

import static org.zhaoku.verifier.conformance.Scene.DEPARTMENT;
import static org.zhaoku.verifier.conformance.Scene.FEW;
import static org.zhaoku.verifier.conformance.Scene.LICENCE;
import static org.zhaoku.verifier.conformance.Scene.MANY;
import static org.zhaoku.verifier.conformance.Scene.WORLD;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.zhaoku.verifier.anchor.FullReceipt;
import org.zhaoku.verifier.anchor.TileReceipt;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.code.LicenceCode;
import org.zhaoku.verifier.code.LicencePackage;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.statement.SignedStatement;
import org.zhaoku.verifier.statement.Statement;
import org.zhaoku.verifier.testing.Department;
import org.zhaoku.verifier.testing.Samples;
import org.zhaoku.verifier.testing.World;
import org.zhaoku.verifier.testing.World.Anchored;
import org.zhaoku.verifier.trust.TypeRight;

/** Receipts, packages, dates, status, and the keys and rights of departments by place. */
final class LedgerCases {
    private static final String NOT_ANCHORED = "INVALID LIC-403 LIC-605";
    private static final Instant ISSUED = World.BUNDLE_ISSUED;
    private static final Instant EXPIRES = World.BUNDLE_EXPIRES;
    private static final TileReceipt OWN = LICENCE.receipt();

    private LedgerCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        receipts(cases);
        packages(cases);
        dates(cases);
        clock(cases);
        status(cases);
        keys(cases);
        rights(cases);
        return cases;
    }

    private static void receipt(
            List<Case> cases, String id, String what, Anchored licence, TileReceipt receipt, String expected) {
        cases.add(
                Scene.code("receipt", id, what, Scene.code(licence, Optional.of(receipt), Optional.empty()), expected));
    }

    private static void receipts(List<Case> cases) {
        receipt(
                cases,
                "receipt-place",
                "the receipt of the place beside it",
                LICENCE,
                new TileReceipt(0, 3, OWN.path()),
                NOT_ANCHORED);
        receipt(
                cases,
                "receipt-tile",
                "the receipt with another tile's number",
                LICENCE,
                new TileReceipt(1, OWN.place(), OWN.path()),
                NOT_ANCHORED);
        receipt(cases, "receipt-of-another", "the receipt of another licence in force", Scene.ENDED, OWN, NOT_ANCHORED);
        receipt(
                cases,
                "receipt-other-batch",
                "the receipt of another batch",
                LICENCE,
                MANY.get(2).receipt(),
                NOT_ANCHORED);
        receipt(
                cases,
                "receipt-beyond",
                "a place beyond the tile's size",
                LICENCE,
                new TileReceipt(0, 200, OWN.path()),
                NOT_ANCHORED);
        receipt(
                cases,
                "receipt-extra-hash",
                "a hash too many in the path",
                LICENCE,
                new TileReceipt(0, 2, plus(OWN.path(), OWN.path().get(0))),
                NOT_ANCHORED);
        receipt(
                cases,
                "receipt-hash-missing",
                "a hash too few in the path",
                LICENCE,
                new TileReceipt(0, 2, OWN.path().subList(0, OWN.path().size() - 1)),
                NOT_ANCHORED);
        receipt(
                cases,
                "receipt-smaller-tile",
                "the last of five claimed to be the last of a tile of four places",
                FEW.get(4),
                new TileReceipt(0, 1, FEW.get(4).receipt().path()),
                NOT_ANCHORED);
        receipt(
                cases,
                "receipt-no-path",
                "an empty path into a tile of many",
                LICENCE,
                new TileReceipt(0, 0, List.of()),
                NOT_ANCHORED);
        receipt(
                cases,
                "receipt-future-tile",
                "a tile that the bundle does not have yet",
                LICENCE,
                new TileReceipt(99, 2, OWN.path()),
                "CANNOT_TELL LIC-402 LIC-605");
        SignedStatement theirs =
                World.sign(Samples.statement(Samples.OTHER_ISSUER, Samples.TYPE, "1", Samples.fields(0)), WORLD.other);
        cases.add(Scene.code(
                "receipt",
                "receipt-other-department",
                "another department's statement with a receipt of this one's tile",
                new LicenceCode(theirs, Optional.of(OWN), Optional.empty()),
                "CANNOT_TELL LIC-402 LIC-605"));
        cases.add(Scene.code(
                "receipt",
                "receipt-full-tile",
                "the last place of a full tile",
                MANY.get(255).code(),
                "VALID"));
        cases.add(Scene.code(
                "receipt",
                "receipt-not-full-tile",
                "the last place of a tile that is not full",
                MANY.get(259).code(),
                "VALID"));
    }

    private static List<Bytes> plus(List<Bytes> path, Bytes hash) {
        List<Bytes> longer = new ArrayList<>(path);
        longer.add(hash);
        return longer;
    }

    private static void file(List<Case> cases, String id, String what, Bytes header, int tile, String expected) {
        Bytes file = new LicencePackage(
                        LICENCE.statement(), new FullReceipt(OWN, tile, List.of(), header), Optional.empty())
                .encode();
        cases.add(Scene.file("package", id, what, file, expected));
    }

    private static void packages(List<Case> cases) {
        Bytes message = LICENCE.batch().message();
        CoseSign1 batch = CoseSign1.decode(message);
        file(cases, "package-right", "a licence package", message, 0, "VALID");
        file(
                cases,
                "package-other-batch",
                "a package with the header of another batch",
                Scene.HELD.batch().message(),
                0,
                "INVALID LIC-407");
        file(
                cases,
                "package-other-tile",
                "a package that names another tile of the batch",
                message,
                1,
                "INVALID LIC-407");
        file(
                cases,
                "package-header-as-statement",
                "a batch header that was signed as a statement",
                CoseSign1.sign(MessageKind.STATEMENT, World.NETWORK, batch.payload(), DEPARTMENT)
                        .encoded(),
                0,
                "INVALID LIC-407");
        file(
                cases,
                "package-header-other-network",
                "a batch header that was signed for another network",
                CoseSign1.sign(MessageKind.BATCH, Scene.elsewhere(), batch.payload(), DEPARTMENT)
                        .encoded(),
                0,
                "INVALID LIC-407");
        var impostor =
                new Department(Samples.ISSUER, WORLD.stranger.key(), DEPARTMENT.certificate(), WORLD.stranger.random());
        file(
                cases,
                "package-header-stranger",
                "a batch header that a stranger signed under the department's kid",
                CoseSign1.sign(MessageKind.BATCH, World.NETWORK, batch.payload(), impostor)
                        .encoded(),
                0,
                "INVALID LIC-407");
        Bytes otherKid = Raw.replace(
                batch.payload(),
                Raw.bstr(DEPARTMENT.kid().value()),
                Raw.bstr(WORLD.other.kid().value()));
        file(
                cases,
                "package-header-other-kid",
                "a batch header that names another key than the one that signed it",
                CoseSign1.sign(MessageKind.BATCH, World.NETWORK, otherKid, DEPARTMENT)
                        .encoded(),
                0,
                "INVALID LIC-407");
        Bytes right = new LicencePackage(
                        LICENCE.statement(), new FullReceipt(OWN, 0, List.of(), message), Optional.empty())
                .encode();
        cases.add(Scene.file(
                "package",
                "package-format-2",
                "a package of format 2",
                Raw.replace(right, right.slice(0, 3), Raw.hex("a30102")),
                "INVALID LIC-102"));
        cases.add(Scene.file(
                "package",
                "package-code",
                "a code's content as a file",
                LICENCE.code().toCbor().encode(),
                "INVALID LIC-102"));
        cases.add(Scene.file(
                "package",
                "package-text",
                "a code's text as a file",
                Bytes.utf8(LICENCE.code().text()),
                "INVALID LIC-102"));
        cases.add(Scene.file("package", "package-bundle", "a trust bundle as a file", Scene.BUNDLE, "INVALID LIC-102"));
        cases.add(Scene.file("package", "package-empty", "an empty file", Bytes.EMPTY, "INVALID LIC-102"));
    }

    private static void dated(
            List<Case> cases, String id, String what, Instant at, String first, String last, String expected) {
        Statement statement = Scene.dated(first, last);
        var code = new LicenceCode(World.sign(statement, DEPARTMENT), Optional.empty(), Optional.empty());
        cases.add(Scene.code("dates", id, what, code, expected).at(at));
    }

    private static void dates(List<Case> cases) {
        String bare = " LIC-401 LIC-605";
        dated(
                cases,
                "not-yet",
                "a licence a day before its first day",
                World.NOW,
                "2026-06-02",
                "2027-01-01",
                "INVALID LIC-401 LIC-501 LIC-605");
        dated(
                cases,
                "expired",
                "a licence a day after its last day",
                World.NOW,
                "2026-01-01",
                "2026-05-31",
                "INVALID LIC-401 LIC-502 LIC-605");
        dated(
                cases,
                "first-second",
                "the first second of the first day in Shanghai",
                Instant.parse("2026-05-31T16:00:00Z"),
                "2026-06-01",
                "2026-06-01",
                "CANNOT_TELL" + bare);
        dated(
                cases,
                "second-before-first",
                "the second before it",
                Instant.parse("2026-05-31T15:59:59Z"),
                "2026-06-01",
                "2026-06-01",
                "INVALID LIC-401 LIC-501 LIC-605");
        dated(
                cases,
                "last-second",
                "the last second of the last day in Shanghai",
                Instant.parse("2026-06-01T15:59:59Z"),
                "2026-06-01",
                "2026-06-01",
                "CANNOT_TELL" + bare);
        dated(
                cases,
                "second-after-last",
                "the second after it",
                Instant.parse("2026-06-01T16:00:00Z"),
                "2026-06-01",
                "2026-06-01",
                "INVALID LIC-401 LIC-502 LIC-605");
        dated(
                cases,
                "not-yet-clock-behind",
                "not yet in force by a clock that is behind the bundle",
                Instant.parse("2026-05-30T00:00:00Z"),
                "2026-05-31",
                "2026-06-30",
                "CANNOT_TELL LIC-401 LIC-504 LIC-605 LIC-902");
        dated(
                cases,
                "expired-clock-ahead",
                "no longer in force by a clock that is ahead of the bundle",
                EXPIRES,
                "2026-05-01",
                "2026-06-01",
                "CANNOT_TELL LIC-401 LIC-504 LIC-605 LIC-901");
        dated(
                cases,
                "expired-attested",
                "the same, and the bundle's time attests it",
                EXPIRES,
                "2026-05-01",
                "2026-05-30",
                "INVALID LIC-401 LIC-502 LIC-605 LIC-901");
    }

    private static Case shown(String id, String what, Anchored licence, String expected) {
        return Scene.code("status", id, what, licence.code(), expected);
    }

    private static Case clock(String id, String what, Instant at, String expected) {
        return Scene.code("clock", id, what, LICENCE.code(), expected).at(at);
    }

    private static void clock(List<Case> cases) {
        cases.add(clock("last-moment", "the bundle's last second", EXPIRES.minusSeconds(1), "VALID"));
        cases.add(clock("bundle-expired", "a bundle in the second of its expiry", EXPIRES, "CANNOT_TELL LIC-901"));
        cases.add(clock(
                "bundle-expired-long-ago",
                "a clock years ahead",
                Instant.parse("2031-01-01T00:00:00Z"),
                "CANNOT_TELL LIC-901"));
        cases.add(clock(
                "clock-behind",
                "a clock two minutes behind the bundle's time",
                ISSUED.minusSeconds(120),
                "CANNOT_TELL LIC-902"));
        cases.add(clock(
                "clock-within-skew", "a clock as far behind as clocks may differ", ISSUED.minusSeconds(60), "VALID"));
        cases.add(clock(
                        "clock-skew-zero",
                        "a second behind where none may differ",
                        ISSUED.minusSeconds(1),
                        "CANNOT_TELL LIC-902")
                .with("skew", 0));
        cases.add(clock("grace", "within the policy's grace", EXPIRES.plusSeconds(3599), "VALID")
                .with("grace", 3600));
        cases.add(clock("grace-over", "the policy's grace is over", EXPIRES.plusSeconds(3600), "CANNOT_TELL LIC-901")
                .with("grace", 3600));
        cases.add(clock("aging", "more than half of the bundle's life is over", ISSUED.plusSeconds(302_401), "VALID"));
        cases.add(Scene.code(
                        "clock",
                        "revoked-bundle-expired",
                        "an ended licence by a bundle that has expired",
                        Scene.ENDED.code(),
                        "INVALID LIC-601 LIC-901")
                .at(EXPIRES));
        cases.add(Scene.code(
                        "clock",
                        "suspended-bundle-expired",
                        "a suspended licence by a bundle that has expired",
                        Scene.SUSPENDED.code(),
                        "CANNOT_TELL LIC-607 LIC-901")
                .at(EXPIRES));
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
