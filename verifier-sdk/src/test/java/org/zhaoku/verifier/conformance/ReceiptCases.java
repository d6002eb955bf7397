package org.zhaoku.verifier.conformance;

import static org.zhaoku.verifier.conformance.Scene.DEPARTMENT;
import static org.zhaoku.verifier.conformance.Scene.FEW;
import static org.zhaoku.verifier.conformance.Scene.LICENCE;
import static org.zhaoku.verifier.conformance.Scene.MANY;
import static org.zhaoku.verifier.conformance.Scene.WORLD;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zhaoku.verifier.anchor.FullReceipt;
import org.zhaoku.verifier.anchor.TileReceipt;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.code.LicenceCode;
import org.zhaoku.verifier.code.LicencePackage;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.statement.SignedStatement;
import org.zhaoku.verifier.testing.Department;
import org.zhaoku.verifier.testing.Samples;
import org.zhaoku.verifier.testing.World;
import org.zhaoku.verifier.testing.World.Anchored;

/** Receipts and licence packages. */
final class ReceiptCases {
    private static final String NOT_ANCHORED = "INVALID LIC-403 LIC-605";
    private static final TileReceipt OWN = LICENCE.receipt();

    private ReceiptCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        receipts(cases);
        packages(cases);
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
}
