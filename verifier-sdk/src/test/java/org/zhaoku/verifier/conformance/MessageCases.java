package org.zhaoku.verifier.conformance;

import static org.zhaoku.verifier.conformance.Scene.DEPARTMENT;
import static org.zhaoku.verifier.conformance.Scene.LICENCE;
import static org.zhaoku.verifier.conformance.Scene.WORLD;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.VerificationReceipt;
import org.zhaoku.verifier.answer.Answer;
import org.zhaoku.verifier.answer.Reply;
import org.zhaoku.verifier.answer.SignedAnswer;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.code.LicenceCode;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.pki.DerSignature;
import org.zhaoku.verifier.sm.Sm2Signature;
import org.zhaoku.verifier.sm.Sm2UserId;
import org.zhaoku.verifier.statement.SignedStatement;
import org.zhaoku.verifier.testing.Department;
import org.zhaoku.verifier.testing.Samples;
import org.zhaoku.verifier.testing.World;

/** Messages that are something else, of somebody else, or signed in another way. */
final class MessageCases {
    private static final String DAMAGED = "INVALID LIC-102";
    private static final String WRONG = "INVALID LIC-201";
    private static final String UNKNOWN = "CANNOT_TELL LIC-202 LIC-301 LIC-401 LIC-503 LIC-605 LIC-813";
    private static final BigInteger N =
            new BigInteger("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123", 16);
    private static final Bytes MESSAGE = LICENCE.statement().encoded();
    private static final Bytes PAYLOAD = Raw.payload(LICENCE.statement());
    private static final Bytes HEADER = Raw.header(DEPARTMENT).encode();
    private static final BigInteger R = number(Raw.signature(MESSAGE).slice(0, 32));
    private static final BigInteger S = number(Raw.signature(MESSAGE).slice(32, 64));

    private MessageCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        headers(cases);
        signatures(cases);
        kinds(cases);
        signers(cases);
        return cases;
    }

    private static void header(List<Case> cases, String id, String what, Bytes header, String unprotected) {
        cases.add(Scene.text(
                "header", id, what, Raw.code(Raw.message(header, unprotected, PAYLOAD, DEPARTMENT)), DAMAGED));
    }

    private static void header(List<Case> cases, String id, String what, Bytes header) {
        header(cases, id, what, header, "a0");
    }

    private static void headers(List<Case> cases) {
        Bytes kid = DEPARTMENT.kid().value();
        String alg = "013a00010000";
        String key = "0448" + kid.hex();
        header(
                cases,
                "crit",
                "a label crit that names one that the reader does not know",
                Cbor.map()
                        .put(1, Cbor.of(CoseSign1.ALGORITHM))
                        .put(2, Cbor.array(Cbor.of(99)))
                        .put(4, Cbor.of(kid))
                        .put(-1, Cbor.of(1))
                        .build()
                        .encode());
        header(
                cases,
                "content-type",
                "a label that the profile does not have",
                Cbor.map()
                        .put(1, Cbor.of(CoseSign1.ALGORITHM))
                        .put(3, Cbor.of("text/plain"))
                        .put(4, Cbor.of(kid))
                        .put(-1, Cbor.of(1))
                        .build()
                        .encode());
        header(
                cases,
                "alg-es256",
                "algorithm ES256",
                Cbor.map()
                        .put(1, Cbor.of(-7))
                        .put(4, Cbor.of(kid))
                        .put(-1, Cbor.of(1))
                        .build()
                        .encode());
        header(
                cases,
                "alg-none",
                "no algorithm",
                Cbor.map().put(4, Cbor.of(kid)).put(-1, Cbor.of(1)).build().encode());
        header(
                cases,
                "kid-missing",
                "no kid",
                Cbor.map()
                        .put(1, Cbor.of(CoseSign1.ALGORITHM))
                        .put(-1, Cbor.of(1))
                        .build()
                        .encode());
        header(
                cases,
                "kid-short",
                "a kid of 7 bytes",
                Raw.hex("a3" + alg + "0447" + kid.slice(0, 7).hex() + "2001"));
        header(cases, "kid-unprotected", "the kid in the unprotected header", Raw.hex("a2" + alg + "2001"), "a1" + key);
        header(cases, "unprotected-filled", "an unprotected header that is not empty", HEADER, "a10102");
        header(cases, "unprotected-null", "null for the unprotected header", HEADER, "f6");
        header(cases, "header-order", "labels in another order", Raw.hex("a3" + key + alg + "2001"));
        header(cases, "header-label-twice", "the kid twice", Raw.hex("a4" + alg + key + key + "2001"));
        header(
                cases,
                "header-long-form",
                "an argument of the header not in its shortest form",
                Raw.hex("a3" + "01" + "3b0000000000010000" + key + "2001"));
        header(cases, "header-indefinite", "a header of indefinite length", Raw.hex("bf" + alg + key + "2001ff"));
        header(cases, "header-empty", "an empty protected header", Bytes.EMPTY);
        header(cases, "dictionary-missing", "a statement that is not compressed", Raw.hex("a2" + alg + key));
        header(cases, "dictionary-0", "dictionary 0", Raw.hex("a3" + alg + key + "2000"));
        header(cases, "dictionary-2", "a dictionary that there is not", Raw.hex("a3" + alg + key + "2002"));
        header(cases, "dictionary-text", "a text for the dictionary's number", Raw.hex("a3" + alg + key + "206131"));
        cases.add(Scene.text(
                "header",
                "detached",
                "the payload left out",
                Raw.code(Raw.hex("84")
                        .plus(Raw.bstr(HEADER))
                        .plus(Raw.hex("a0f6"))
                        .plus(Raw.bstr(Raw.signature(MESSAGE)))),
                DAMAGED));
        cases.add(Scene.text(
                "header",
                "five-parts",
                "a message of five parts",
                Raw.code(Raw.hex("85").plus(MESSAGE.slice(1, MESSAGE.size())).plus(Raw.hex("f6"))),
                DAMAGED));
    }

    private static void signature(List<Case> cases, String id, String what, BigInteger r, BigInteger s) {
        cases.add(Scene.text("signature", id, what, Raw.code(Raw.withSignature(MESSAGE, raw(r, s))), WRONG));
    }

    private static void signatures(List<Case> cases) {
        signature(cases, "zero", "r and s of zero", BigInteger.ZERO, BigInteger.ZERO);
        signature(cases, "r-zero", "r of zero", BigInteger.ZERO, S);
        signature(cases, "s-zero", "s of zero", R, BigInteger.ZERO);
        signature(cases, "r-n", "r equal to the order", N, S);
        signature(cases, "s-n", "s equal to the order", R, N);
        signature(cases, "r-plus-s-n", "r + s equal to the order", R, N.subtract(R));
        signature(
                cases,
                "all-ones",
                "all bits set",
                BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE),
                BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE));
        signature(cases, "negated", "s replaced by n - s, as passes in ECDSA", R, N.subtract(S));
        signature(cases, "swapped", "r and s swapped", S, R);
        signature(cases, "one-one", "r and s of one", BigInteger.ONE, BigInteger.ONE);
        Sm2Signature own = new Sm2Signature(Raw.signature(MESSAGE));
        Bytes start = MESSAGE.slice(0, MESSAGE.size() - 66);
        cases.add(Scene.text(
                "signature",
                "der",
                "the signature in DER",
                Raw.code(start.plus(Raw.bstr(DerSignature.encode(own)))),
                DAMAGED));
        cases.add(Scene.text(
                "signature",
                "short",
                "a signature of 63 bytes",
                Raw.code(start.plus(Raw.bstr(own.raw().slice(0, 63)))),
                DAMAGED));
        cases.add(Scene.text("signature", "none", "no signature", Raw.code(start.plus(Raw.hex("40"))), DAMAGED));
        cases.add(Scene.text(
                "signature",
                "of-another",
                "the signature of another licence",
                Raw.code(Raw.withSignature(
                        MESSAGE, Raw.signature(Scene.FEW.get(3).statement().encoded()))),
                WRONG));
        Bytes toBeSigned = Raw.toBeSigned(HEADER, MessageKind.STATEMENT.externalAad(World.NETWORK), PAYLOAD);
        Bytes otherId = DEPARTMENT
                .key()
                .sign(toBeSigned, new Sm2UserId(Bytes.utf8("somebody")), DEPARTMENT.random())
                .raw();
        cases.add(Scene.text(
                "signature",
                "user-id",
                "signed with another user id",
                Raw.code(Raw.withSignature(MESSAGE, otherId)),
                WRONG));
        cases.add(Scene.text(
                "signature",
                "payload-alone",
                "a signature over the payload alone",
                Raw.code(Raw.withSignature(MESSAGE, DEPARTMENT.sign(PAYLOAD).raw())),
                WRONG));
        cases.add(Scene.text(
                "signature",
                "no-external-data",
                "a signature without external data",
                Raw.code(Raw.withSignature(MESSAGE, Raw.signature(HEADER, Bytes.EMPTY, PAYLOAD, DEPARTMENT))),
                WRONG));
        Bytes other = Raw.deflate(Raw.claims(Scene.FEW.get(3).statement()));
        cases.add(Scene.text(
                "signature",
                "payload-swapped",
                "another licence's claims under the signature",
                Raw.code(Raw.message(HEADER, "a0", other, own.raw())),
                WRONG));
    }

    private static void kinds(List<Case> cases) {
        for (MessageKind kind : MessageKind.values()) {
            String word = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (kind != MessageKind.STATEMENT) {
                Bytes message = CoseSign1.sign(kind, World.NETWORK, OptionalLong.of(1), PAYLOAD, DEPARTMENT)
                        .encoded();
                cases.add(Scene.text(
                        "kind",
                        "claims-as-" + word,
                        "claims that the department signed as kind " + word,
                        Raw.code(message),
                        WRONG));
            }
        }
        var verdict = new LicenceVerifier(WORLD.bundle()).verify("x", World.NOW);
        kind(
                cases,
                "batch-header",
                "a batch header in place of the statement",
                LICENCE.batch().message());
        kind(
                cases,
                "answer",
                "an answer in place of the statement",
                SignedAnswer.sign(
                                new Answer(Bytes.of(new byte[32]), "caller", "purpose", Reply.YES, World.NOW, 60),
                                World.NETWORK,
                                DEPARTMENT)
                        .encoded());
        kind(
                cases,
                "verification-receipt",
                "a verification receipt in place of the statement",
                VerificationReceipt.sign(verdict, "window 3", DEPARTMENT).encoded());
        kind(
                cases,
                "checkpoint",
                "a checkpoint in place of the statement",
                WORLD.bundle().cosigned().messages().get(0).encoded());
    }

    private static void kind(List<Case> cases, String id, String what, Bytes message) {
        cases.add(Scene.text("kind", id, what, Raw.code(message), DAMAGED));
    }

    private static void signer(List<Case> cases, String id, String what, SignedStatement statement, String expected) {
        cases.add(Scene.code(
                "signer", id, what, new LicenceCode(statement, Optional.empty(), Optional.empty()), expected));
    }

    private static void signers(List<Case> cases) {
        var sample = Samples.statement("1", Samples.fields(0));
        signer(
                cases,
                "other-network",
                "a statement for another network",
                SignedStatement.sign(sample, Scene.elsewhere(), DEPARTMENT),
                WRONG);
        signer(
                cases,
                "foreign-kid",
                "a statement of a key that is not registered",
                World.sign(sample, WORLD.stranger),
                UNKNOWN);
        var impostor =
                new Department(Samples.ISSUER, WORLD.stranger.key(), DEPARTMENT.certificate(), WORLD.stranger.random());
        signer(
                cases,
                "borrowed-kid",
                "a stranger's key under the department's kid",
                World.sign(sample, impostor),
                WRONG);
        signer(cases, "gateway-key", "a statement of a gateway's key", World.sign(sample, WORLD.gateway), UNKNOWN);
        signer(
                cases,
                "region-key",
                "a statement of a region's checkpoint key",
                World.sign(sample, World.REGIONS.get(0)),
                UNKNOWN);
        signer(
                cases,
                "other-department",
                "a statement in the name of the department by another one",
                World.sign(sample, WORLD.other),
                "INVALID LIC-302 LIC-401 LIC-605");
        cases.add(Scene.code(
                "signer",
                "other-issuer",
                "an anchored statement that names another department as issuer",
                Scene.OTHER_ISSUER.code(),
                "INVALID LIC-302"));
    }

    private static BigInteger number(Bytes bytes) {
        return new BigInteger(1, bytes.toArray());
    }

    private static Bytes raw(BigInteger r, BigInteger s) {
        return Raw.hex("%064x%064x".formatted(r, s));
    }
}
