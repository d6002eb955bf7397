package org.zhaoku.verifier.conformance;

import static org.zhaoku.verifier.conformance.Scene.DEPARTMENT;
import static org.zhaoku.verifier.conformance.Scene.LICENCE;

import java.util.ArrayList;
import java.util.List;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;

/** What a department's right signature is over, and yet is no statement. */
final class ContentCases {
    private static final String MALFORMED = "INVALID LIC-203";
    private static final Bytes CLAIMS = Raw.claims(LICENCE.statement());

    private ContentCases() {}

    private static void payload(List<Case> cases, String id, String what, Bytes payload) {
        cases.add(Scene.text("compression", id, what, Raw.code(Raw.statement(payload, DEPARTMENT)), MALFORMED));
    }

    private static void claims(List<Case> cases, String id, String what, Bytes claims) {
        cases.add(Scene.text("claims", id, what, Raw.code(Raw.statement(Raw.deflate(claims), DEPARTMENT)), MALFORMED));
    }

    private static void claim(List<Case> cases, String id, String what, long key, Cbor value) {
        claims(cases, id, what, Scene.withClaim(CLAIMS, key, value));
    }

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        Bytes deflated = Raw.deflate(CLAIMS);
        payload(cases, "deflate-bomb", "2 MiB of zeros in 2 KiB", Raw.deflate(Bytes.of(new byte[2 << 20])));
        payload(cases, "deflate-4097", "4097 bytes once inflated", Raw.deflate(Bytes.of(new byte[4097])));
        payload(cases, "deflate-trailing", "a byte behind the compressed claims", deflated.plus(Raw.hex("00")));
        payload(
                cases,
                "deflate-second-stream",
                "a second stream behind the compressed claims",
                deflated.plus(deflated));
        payload(cases, "deflate-cut", "the compressed claims cut off", deflated.slice(0, deflated.size() - 3));
        payload(cases, "deflate-zlib", "a zlib stream", Raw.deflate(CLAIMS, false, new byte[0]));
        payload(
                cases,
                "deflate-dictionary",
                "compressed with another dictionary than it names",
                Raw.deflateWithAnother(CLAIMS));
        payload(cases, "deflate-bad-block", "a block of the reserved type", Raw.hex("07"));
        payload(cases, "deflate-nothing", "no bytes", Bytes.EMPTY);
        payload(cases, "not-compressed", "claims that are not compressed", CLAIMS);
        claims(cases, "claims-empty", "no claims", Bytes.EMPTY);
        claims(cases, "claims-trailing", "a byte behind the claims", CLAIMS.plus(Raw.hex("00")));
        claims(cases, "claims-array", "an array instead of a map", Raw.hex("80"));
        claims(cases, "claims-order", "claims in another order", reversed());
        claims(
                cases,
                "claims-twice",
                "a claim twice",
                Raw.hex("%02x".formatted(CLAIMS.at(0) + 1))
                        .plus(Raw.hex("0172"))
                        .plus(CLAIMS.slice(3, 21))
                        .plus(CLAIMS.slice(1, CLAIMS.size())));
        claims(
                cases,
                "claims-long-head",
                "a map head not in its shortest form",
                Raw.hex("b8%02x".formatted(CLAIMS.at(0) & 0x1f)).plus(CLAIMS.slice(1, CLAIMS.size())));
        claim(cases, "unknown-claim", "a claim that there is not", 14, Cbor.of(1));
        claim(cases, "negative-claim", "a claim with a negative key", -1, Cbor.of(1));
        claim(cases, "claim-64", "a claim beyond the reserved ones", 64, Cbor.of(1));
        claim(cases, "usual-version", "the usual version written out", 5, Cbor.of(1));
        claim(cases, "usual-origin", "the usual origin written out", 9, Cbor.of(0));
        claim(cases, "usual-first-day", "the usual first day written out", 7, Cbor.of(20_579));
        claim(cases, "empty-face", "an empty face written out", 10, Cbor.map().build());
        claim(
                cases,
                "issuer-check-character",
                "an issuer with a wrong check character",
                1,
                Cbor.of("11440300000000019L"));
        claim(
                cases,
                "type-check-character",
                "a type code with a wrong check character",
                2,
                Cbor.of("11100000000013338X011"));
        claim(cases, "serial-lower-case", "a serial in lower case", 4, Cbor.of("a1"));
        claim(cases, "version-1000", "version 1000", 5, Cbor.of(1000));
        claim(cases, "last-before-first", "a last day before the first", 8, Cbor.of(20_578));
        claim(cases, "day-beyond", "a day after the year 9999", 8, Cbor.of(2_932_897));
        claim(cases, "day-as-text", "a day as a text", 6, Cbor.of("2026-05-06"));
        claim(cases, "origin-3", "an origin that there is not", 9, Cbor.of(3));
        claim(
                cases,
                "face-beyond",
                "a face with a field that there is not",
                10,
                Cbor.map().put(6, Cbor.of("x")).build());
        claim(
                cases,
                "face-nested",
                "an array in the face",
                10,
                Cbor.map().put(0, Cbor.array()).build());
        claim(cases, "fields-0", "no fields", 11, Cbor.of(0));
        claim(cases, "fields-257", "257 fields", 11, Cbor.of(257));
        claim(cases, "root-31", "a root of 31 bytes", 12, Cbor.of(Bytes.of(new byte[31])));
        claim(cases, "holder-key-15", "a thumbprint of 15 bytes", 13, Cbor.of(Bytes.of(new byte[15])));
        claims(
                cases,
                "surrogates",
                "a face with a surrogate in UTF-8",
                Raw.replace(CLAIMS, Bytes.utf8("高"), Raw.hex("eda080")));
        claims(
                cases,
                "overlong",
                "a face with an overlong UTF-8 form",
                Raw.replace(CLAIMS, Bytes.utf8("高"), Raw.hex("e08080")));
        cases.add(Scene.code(
                "claims", "reserved-claim", "a reserved claim, which readers ignore", Scene.RESERVED.code(), "VALID"));
        return cases;
    }

    private static Bytes reversed() {
        var entries = new ArrayList<>(((Cbor.Map) Cbor.decode(CLAIMS)).entries().values());
        Bytes content = CLAIMS.slice(0, 1);
        for (int i = entries.size() - 1; i >= 0; i--) {
            content = content.plus(entries.get(i).key().encode())
                    .plus(entries.get(i).value().encode());
        }
        return content;
    }
}
