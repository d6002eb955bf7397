package org.zhaoku.verifier.answer;

import static org.zhaoku.verifier.answer.Asked.CALLER;
import static org.zhaoku.verifier.answer.Asked.GATEWAY;
import static org.zhaoku.verifier.answer.Asked.NONCE;
import static org.zhaoku.verifier.answer.Asked.PURPOSE;
import static org.zhaoku.verifier.answer.Asked.REQUEST;
import static org.zhaoku.verifier.answer.Asked.TIME;
import static org.zhaoku.verifier.answer.Asked.YES;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.cose.MessageSigner;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.testing.World;

/** Makes what stands in vectors/answers.txt. */
final class AnswerVectors {
    private final List<String> lines = new ArrayList<>();

    static List<String> file() {
        var vectors = new AnswerVectors();
        vectors.valid();
        vectors.wrong();
        vectors.malformed();
        List<String> file = new ArrayList<>(List.of(
                "# Answers. Made by: mvn test -pl verifier-sdk -Dtest=AnswerTest -Dvectors.write=true",
                "# network|kid of the only gateway|its public key|clock skew in seconds",
                World.NETWORK + "|" + GATEWAY.kid() + "|"
                        + GATEWAY.key().publicKey().encoded() + "|30",
                "# expected: reply, faults or refused|comment|request|caller|purpose|time in seconds|answer"));
        file.addAll(vectors.lines);
        return file;
    }

    private void add(String expected, String comment, Request request, Instant at, Bytes answer) {
        lines.add(String.join(
                "|",
                expected,
                comment,
                request.encode().hex(),
                CALLER,
                PURPOSE,
                "" + at.getEpochSecond(),
                answer.hex()));
    }

    private void add(String expected, String comment, Bytes answer) {
        add(expected, comment, REQUEST, TIME, answer);
    }

    private void valid() {
        add("YES", "holds a licence of this type in force", sign(YES));
        add("NO", "does not", sign(Asked.answer(REQUEST, CALLER, PURPOSE, Reply.NO, 300)));
        add("UNKNOWN", "the source does not know", sign(Asked.answer(REQUEST, CALLER, PURPOSE, Reply.UNKNOWN, 1)));
        for (Question question : List.of(Asked.ADULT, Asked.C1)) {
            Request request = new Request(question, NONCE);
            add(
                    "YES",
                    question == Asked.C1 ? "class C1 at least" : "18 years on the day",
                    request,
                    TIME,
                    sign(Asked.answer(request, CALLER, PURPOSE, Reply.YES, 300)));
        }
        add("YES", "the first moment", REQUEST, TIME.minusSeconds(30), sign(YES));
        add("YES", "the last moment", REQUEST, TIME.plusSeconds(329), sign(YES));
    }

    private void wrong() {
        add(
                "WRONG_REQUEST",
                "the same question asked another time",
                new Request(Asked.HOLDS, Bytes.fromHex("11".repeat(16))),
                TIME,
                sign(YES));
        add("WRONG_REQUEST", "another question", new Request(Asked.ADULT, NONCE), TIME, sign(YES));
        add("WRONG_CALLER", "given to somebody else", sign(Asked.answer(REQUEST, "another", PURPOSE, Reply.YES, 300)));
        add(
                "WRONG_PURPOSE",
                "given for something else",
                sign(Asked.answer(REQUEST, CALLER, "another", Reply.YES, 300)));
        add("TOO_EARLY", "a second before the first moment", REQUEST, TIME.minusSeconds(31), sign(YES));
        add("EXPIRED", "a second after the last moment", REQUEST, TIME.plusSeconds(330), sign(YES));
        add(
                "LIFETIME_TOO_LONG",
                "301 seconds",
                signed(
                        MessageKind.ANSWER,
                        World.NETWORK,
                        GATEWAY,
                        Asked.answer(REQUEST, CALLER, PURPOSE, Reply.YES, 301).encode()));
        add(
                "SIGNER_UNKNOWN",
                "another gateway",
                signed(MessageKind.ANSWER, World.NETWORK, Asked.STRANGER, YES.encode()));
        add(
                "SIGNATURE_WRONG",
                "signed for another network",
                signed(MessageKind.ANSWER, new Network("elsewhere"), GATEWAY, YES.encode()));
        add(
                "SIGNATURE_WRONG",
                "signed as a presentation",
                signed(MessageKind.PRESENTATION, World.NETWORK, GATEWAY, YES.encode()));
    }

    private void malformed() {
        Bytes encoded = sign(YES);
        add("refused", "a byte behind it", encoded.plus(Bytes.fromHex("00")));
        add("refused", "the last byte missing", encoded.slice(0, encoded.size() - 1));
        payload("format 2", 1, Cbor.of(2));
        payload("digest of 31 bytes", 2, Cbor.of(Bytes.fromHex("00".repeat(31))));
        payload("no caller", 3, Cbor.of(""));
        payload("no purpose", 4, Cbor.of(""));
        payload("reply 3", 5, Cbor.of(3));
        payload("reply true", 5, Cbor.of(true));
        payload("time before 1970", 6, Cbor.of(-1));
        payload("lifetime 0", 7, Cbor.of(0));
        payload("a key nobody knows", 8, Cbor.of(0));
    }

    private void payload(String comment, int key, Cbor value) {
        var claims = Cbor.map();
        ((Cbor.Map) Cbor.decode(YES.encode()))
                .entries().values().stream()
                        .filter(each -> !each.key().equals(Cbor.of(key)))
                        .forEach(each -> claims.put(each.key(), each.value()));
        add(
                "refused",
                comment,
                signed(
                        MessageKind.ANSWER,
                        World.NETWORK,
                        GATEWAY,
                        claims.put(key, value).build().encode()));
    }

    private static Bytes sign(Answer answer) {
        return SignedAnswer.sign(answer, World.NETWORK, GATEWAY).encoded();
    }

    private static Bytes signed(MessageKind kind, Network network, MessageSigner signer, Bytes payload) {
        return CoseSign1.sign(kind, network, payload, signer).encoded();
    }
}
