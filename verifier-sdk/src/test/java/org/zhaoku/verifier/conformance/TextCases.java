package org.zhaoku.verifier.conformance;

import static org.zhaoku.verifier.conformance.Scene.LICENCE;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;

/** Texts that are no code, and codes whose Base45 or CBOR is not the one form that there is. */
final class TextCases {
    private static final String NO_CODE = "INVALID LIC-101";
    private static final String DAMAGED = "INVALID LIC-102";
    private static final String TEXT = LICENCE.code().text();
    private static final String REST = TEXT.substring(4);
    private static final Bytes CONTENT = Raw.content(TEXT);
    private static final Bytes STATEMENT = LICENCE.statement().encoded();
    private static final Bytes RECEIPT = LICENCE.receipt().toCbor().encode();

    private TextCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        prefixes(cases);
        base45(cases);
        cbor(cases);
        receipts(cases);
        return cases;
    }

    private static void prefix(List<Case> cases, String id, String what, String text, String expected) {
        cases.add(Scene.text("prefix", id, what, text, expected));
    }

    private static void prefixes(List<Case> cases) {
        prefix(cases, "right", "a licence code with its receipt", TEXT, "VALID");
        prefix(cases, "empty-text", "an empty text", "", NO_CODE);
        prefix(cases, "link", "a link to a page that looks like a verdict", "https://example.org/ZK1:" + REST, NO_CODE);
        prefix(cases, "lower-case-prefix", "zk1: instead of ZK1:", "zk1:" + REST, NO_CODE);
        prefix(cases, "next-version-prefix", "ZK2: instead of ZK1:", "ZK2:" + REST, NO_CODE);
        prefix(cases, "full-width-prefix", "ＺＫ１： in full-width characters", "ＺＫ１：" + REST, NO_CODE);
        prefix(cases, "greek-prefix", "a Greek capital zeta for the Z", "ΖK1:" + REST, NO_CODE);
        prefix(cases, "health-certificate-prefix", "HC1: instead of ZK1:", "HC1:" + REST, NO_CODE);
        prefix(cases, "space-before", "a space before the code", " " + TEXT, NO_CODE);
        prefix(cases, "byte-order-mark", "a byte order mark before the code", "\uFEFF" + TEXT, NO_CODE);
        prefix(cases, "no-prefix", "the code without its prefix", REST, NO_CODE);
        prefix(
                cases,
                "presentation-prefix",
                "a licence code under the prefix of presentations",
                "ZP1:" + REST,
                DAMAGED);
        prefix(cases, "prefix-alone", "the prefix and nothing else", "ZK1:", DAMAGED);
        prefix(cases, "newline-behind", "a line feed behind the code", TEXT + "\n", DAMAGED);
        prefix(cases, "twice", "the code twice in one text", TEXT + TEXT, DAMAGED);
    }

    private static void base45(List<Case> cases) {
        String group = "base45";
        cases.add(
                Scene.text(group, "lower-case", "lower-case letters", "ZK1:" + REST.toLowerCase(Locale.ROOT), DAMAGED));
        cases.add(Scene.text(group, "full-width-digit", "a full-width digit", "ZK1:０" + REST.substring(1), DAMAGED));
        cases.add(Scene.text(
                group,
                "group-above-ffff",
                "three characters that stand for more than two bytes",
                "ZK1::::" + REST.substring(3),
                DAMAGED));
        cases.add(Scene.text(
                group,
                "pair-above-ff",
                "two last characters that stand for more than a byte",
                Raw.text(CONTENT.slice(0, CONTENT.size() / 2 * 2)) + "::",
                DAMAGED));
        cases.add(Scene.text(
                group,
                "dangling",
                "a last group of one character",
                TEXT.substring(0, 4 + REST.length() / 3 * 3) + "0",
                DAMAGED));
        cases.add(Scene.text(group, "too-long", "4297 characters", TEXT + "0".repeat(4297 - TEXT.length()), DAMAGED));
    }

    private static void cbor(List<Case> cases, String id, String what, String hex) {
        cases.add(Scene.text("cbor", id, what, Raw.text(Raw.hex(hex)), DAMAGED));
    }

    private static void cbor(List<Case> cases) {
        String statement = Raw.bstr(STATEMENT).hex();
        String receipt = RECEIPT.hex();
        String length = Raw.bstr(STATEMENT).slice(1, 2).hex();
        cbor(cases, "bytes-behind", "a byte behind the content", CONTENT.hex() + "00");
        cbor(
                cases,
                "cut-off",
                "the last byte missing",
                CONTENT.slice(0, CONTENT.size() - 1).hex());
        cbor(cases, "indefinite-array", "an array of indefinite length", "9f" + statement + receipt + "ff");
        cbor(cases, "indefinite-string", "the statement in chunks", "825f" + statement + "ff" + receipt);
        cbor(cases, "long-array-head", "the array's length not in its shortest form", "9802" + statement + receipt);
        cbor(
                cases,
                "long-string-head",
                "the statement's length not in its shortest form",
                "825900" + length + STATEMENT.hex() + receipt);
        cbor(
                cases,
                "long-integer",
                "the tile's number not in its shortest form",
                "82" + statement + "83" + "1800" + receipt.substring(4));
        cbor(cases, "float", "a float for the tile", "82" + statement + "83" + "f90000" + receipt.substring(4));
        cbor(cases, "tagged", "the CBOR tag (self-described) before the content", "d9d9f7" + CONTENT.hex());
        cbor(
                cases,
                "tagged-statement",
                "the statement as COSE_Sign1 with tag 18",
                "82" + Raw.bstr(Raw.hex("d2").plus(STATEMENT)).hex() + receipt);
        cbor(
                cases,
                "statement-not-wrapped",
                "the statement as an array instead of a byte string",
                "82" + STATEMENT.hex() + receipt);
        cbor(cases, "undefined", "undefined for the receipt", "83" + statement + "f7" + "80");
        cbor(cases, "null-behind", "an empty part at the end", "82" + statement + "f6");
        cbor(cases, "four-parts", "a fourth part", "84" + statement + receipt + "f6f6");
        cbor(cases, "no-part", "an array of nothing", "80");
        cbor(cases, "huge-array", "an array that claims 2^64 - 1 items", "9bffffffffffffffff" + statement);
        cbor(cases, "huge-string", "a byte string that claims 2^63 bytes", "825b8000000000000000" + STATEMENT.hex());
        cbor(cases, "deep", "arrays nested a thousand times", "81".repeat(1000) + "80");
        cbor(cases, "map-instead", "a map instead of the array", "a1" + "00" + statement);
    }

    private static void receipts(List<Case> cases) {
        cbor(cases, "receipt-tile-negative", "a receipt for tile -1", receipt("20", "00", "40"));
        cbor(cases, "receipt-tile-too-large", "a receipt for tile 2^32", receipt("1b0000000100000000", "00", "40"));
        cbor(cases, "receipt-place-256", "a receipt for place 256", receipt("00", "190100", "40"));
        cbor(cases, "receipt-nine-steps", "a receipt of nine steps", receipt("00", "00", "590120" + "00".repeat(288)));
        cbor(cases, "receipt-odd-path", "a path of 33 bytes", receipt("00", "00", "5821" + "00".repeat(33)));
        cbor(
                cases,
                "receipt-with-size",
                "a receipt that names the size of its tile",
                "82" + Raw.bstr(STATEMENT).hex() + "84" + "00" + "00" + "40" + "01");
        cbor(
                cases,
                "receipt-as-text",
                "a text for the receipt",
                "82" + Raw.bstr(STATEMENT).hex() + Cbor.of("anchored").encode().hex());
        cases.add(Scene.code(
                "cbor",
                "no-receipt",
                "a code without receipt",
                Scene.code(LICENCE, Optional.empty(), Optional.empty()),
                "CANNOT_TELL LIC-401 LIC-605"));
    }

    private static String receipt(String tile, String place, String path) {
        return "82" + Raw.bstr(STATEMENT).hex() + "83" + tile + place + path;
    }
}
