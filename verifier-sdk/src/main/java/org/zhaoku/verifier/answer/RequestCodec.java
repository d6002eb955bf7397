package org.zhaoku.verifier.answer;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.zhaoku.verifier.answer.Question.AgeReached;
import org.zhaoku.verifier.answer.Question.ClassAtLeast;
import org.zhaoku.verifier.answer.Question.HoldsLicence;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.identifier.LicenceTypeCode;

/** Requests to CBOR and back. */
final class RequestCodec {
    private static final int FORMAT = 1;
    private static final int NONCE = 2;
    private static final int KIND = 3;
    private static final int SUBJECT = 4;
    private static final int TYPE = 5;
    private static final int DAY = 6;
    private static final int FIELD = 7;
    private static final int AGE = 8;
    private static final int WANTED = 9;
    private static final int REACHING = 10;

    private static final int HOLDS_LICENCE = 0;
    private static final int AGE_REACHED = 1;
    private static final int CLASS_AT_LEAST = 2;

    private static final long FIRST_DAY = LocalDate.of(0, 1, 1).toEpochDay();
    private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

    private RequestCodec() {}

    static Bytes encode(Request request) {
        Question question = request.question();
        Cbor.MapBuilder claims = Cbor.map()
                .put(FORMAT, Cbor.of(1))
                .put(NONCE, Cbor.of(request.nonce()))
                .put(SUBJECT, Cbor.of(question.subject()))
                .put(TYPE, Cbor.of(question.type().value()))
                .put(DAY, Cbor.of(question.day().toEpochDay()));
        if (question instanceof AgeReached age) {
            claims.put(KIND, Cbor.of(AGE_REACHED))
                    .put(FIELD, Cbor.of(age.field()))
                    .put(AGE, Cbor.of(age.age()));
        } else if (question instanceof ClassAtLeast least) {
            claims.put(KIND, Cbor.of(CLASS_AT_LEAST))
                    .put(FIELD, Cbor.of(least.field()))
                    .put(WANTED, Cbor.of(least.wanted()))
                    .put(REACHING, codes(least.reaching()));
        } else {
            claims.put(KIND, Cbor.of(HOLDS_LICENCE));
        }
        return claims.build().encode();
    }

    // a String's own order is that of UTF-16, which no other language has
    private static Cbor codes(NavigableSet<String> codes) {
        return Cbor.array(codes.stream()
                .sorted(Comparator.comparing(Bytes::utf8))
                .map(Cbor::of)
                .toList());
    }

    static Request decode(Bytes encoded) {
        var claims = new CborMapReader("request", Cbor.decode(encoded));
        claims.number(FORMAT, 1, 1);
        Bytes nonce = claims.bytes(NONCE, Request.NONCE_LENGTH);
        var request = new Request(question(claims), nonce);
        claims.end();
        if (!encode(request).equals(encoded)) {
            throw new CborException("codes: expected them in strictly ascending order of their UTF-8 bytes");
        }
        return request;
    }

    private static Question question(CborMapReader claims) {
        Bytes subject = claims.bytes(SUBJECT, Question.SUBJECT_LENGTH);
        var type = new LicenceTypeCode(claims.text(TYPE));
        LocalDate day = LocalDate.ofEpochDay(claims.number(DAY, FIRST_DAY, LAST_DAY));
        return switch ((int) claims.number(KIND, HOLDS_LICENCE, CLASS_AT_LEAST)) {
            case AGE_REACHED ->
                new AgeReached(subject, type, day, claims.text(FIELD), (int) claims.number(AGE, 1, AgeReached.MAX_AGE));
            case CLASS_AT_LEAST ->
                new ClassAtLeast(subject, type, day, claims.text(FIELD), claims.text(WANTED), reaching(claims));
            default -> new HoldsLicence(subject, type, day);
        };
    }

    private static NavigableSet<String> reaching(CborMapReader claims) {
        return CborReads.array("codes", claims.get(REACHING), 1, Question.MAX_CODES).stream()
                .map(item -> CborReads.text("code", item))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
