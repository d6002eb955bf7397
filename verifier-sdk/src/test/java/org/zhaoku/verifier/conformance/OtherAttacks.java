package org.zhaoku.verifier.conformance;

import static org.zhaoku.verifier.testing.World.NETWORK;
import static org.zhaoku.verifier.testing.World.NOW;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.Verdict;
import org.zhaoku.verifier.VerificationReceipt;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.answer.Answer;
import org.zhaoku.verifier.answer.AnswerCheck;
import org.zhaoku.verifier.answer.Question;
import org.zhaoku.verifier.answer.Reply;
import org.zhaoku.verifier.answer.Request;
import org.zhaoku.verifier.answer.SignedAnswer;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.log.Checkpoint;
import org.zhaoku.verifier.log.RecordLog;
import org.zhaoku.verifier.log.SignedCheckpoint;
import org.zhaoku.verifier.log.SplitView;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.status.StatusEvidence;
import org.zhaoku.verifier.status.StatusValue;
import org.zhaoku.verifier.testing.Department;
import org.zhaoku.verifier.testing.Samples;
import org.zhaoku.verifier.testing.World;
import org.zhaoku.verifier.trust.CheckpointStore;
import org.zhaoku.verifier.trust.TrustAnchors;
import org.zhaoku.verifier.trust.TrustBundle;
import org.zhaoku.verifier.trust.TrustBundleException;

/** Attacks that are no case for every implementation: too large to be kept, or on another door than the verdict's. */
final class OtherAttacks {
    private static final LicenceVerifier VERIFIER = new LicenceVerifier(Scene.WORLD.bundle());
    private static final Department GATEWAY = Scene.WORLD.gateway;
    private static final Request REQUEST = request("00112233445566778899aabbccddeeff");
    private static final Department A = World.REGIONS.get(0);

    private OtherAttacks() {}

    /**
     * @param id names it
     * @param what what the attacker does
     * @param expected what comes of it
     * @param run comes to the same
     */
    record Attack(String id, String what, String expected, Supplier<String> run) {}

    static List<Attack> all() {
        return List.of(
                new Attack(
                        "text-10-mb",
                        "10 MB behind the prefix",
                        "INVALID LIC-102",
                        () -> text("ZK1:" + "0".repeat(10 << 20))),
                new Attack(
                        "text-10-mb-presentation",
                        "10 MB behind the prefix of presentations",
                        "INVALID LIC-102",
                        () -> text("ZP1:" + "0".repeat(10 << 20))),
                new Attack(
                        "lone-surrogate",
                        "half a character behind the prefix",
                        "INVALID LIC-102",
                        () -> text("ZK1:\uD842")),
                new Attack("lone-surrogate-alone", "half a character", "INVALID LIC-101", () -> text("\uDFB7")),
                new Attack(
                        "bundle-too-long",
                        "a bundle of 64 MiB and a byte",
                        "TrustBundleException MALFORMED",
                        () -> bundle(Bytes.of(new byte[TrustBundle.MAX_FILE + 1]))),
                new Attack(
                        "revived-online",
                        "an online answer from before the licence ended",
                        "INVALID LIC-601",
                        OtherAttacks::revived),
                new Attack(
                        "answer-to-another",
                        "an answer to the same question asked another time",
                        "WRONG_REQUEST",
                        () -> answer(request("ff".repeat(16)), "caller", MessageKind.ANSWER, GATEWAY)),
                new Attack(
                        "answer-handed-on",
                        "an answer that somebody else got",
                        "WRONG_CALLER",
                        () -> answer(REQUEST, "somebody", MessageKind.ANSWER, GATEWAY)),
                new Attack(
                        "answer-stranger",
                        "an answer of a gateway that was not asked",
                        "SIGNER_UNKNOWN",
                        () -> answer(REQUEST, "caller", MessageKind.ANSWER, Scene.WORLD.other)),
                new Attack(
                        "answer-as-presentation",
                        "an answer that was signed as a presentation",
                        "SIGNATURE_WRONG",
                        () -> answer(REQUEST, "caller", MessageKind.PRESENTATION, GATEWAY)),
                new Attack(
                        "statement-as-answer",
                        "a statement in place of an answer",
                        "CborException",
                        () -> SignedAnswer.decode(Scene.LICENCE.statement().encoded())
                                .encoded()
                                .hex()),
                new Attack(
                        "split-view-made-up",
                        "two checkpoints of one log shown as a split view",
                        "IllegalArgumentException",
                        OtherAttacks::madeUp),
                new Attack(
                        "split-view-forged",
                        "a split view with a stranger's signatures",
                        "not proven",
                        () -> splitView(Department.of("RegionA", 99))),
                new Attack(
                        "log-rewritten",
                        "a log that goes on from another past",
                        "not consistent",
                        OtherAttacks::rewritten),
                new Attack(
                        "receipt-forged",
                        "a verification receipt by a stranger under the verifier's kid",
                        "not verified",
                        OtherAttacks::forgedReceipt),
                new Attack(
                        "statement-as-receipt",
                        "a statement in place of a verification receipt",
                        "CborException",
                        () -> VerificationReceipt.decode(
                                        Scene.LICENCE.statement().encoded())
                                .toString()),
                new Attack(
                        "anchors-one-region",
                        "trust anchors in which one region's two keys count as two",
                        "IllegalArgumentException",
                        OtherAttacks::oneRegion),
                new Attack(
                        "anchors-trailing",
                        "a byte behind the trust anchors",
                        "CborException",
                        () -> TrustAnchors.decode(Scene.ANCHORS.plus(Raw.hex("00")))
                                .toString()));
    }

    /** The result, or the documented exception that was thrown. */
    static String result(Attack attack) {
        try {
            return attack.run().get();
        } catch (TrustBundleException e) {
            return "TrustBundleException " + e.reason();
        } catch (IllegalArgumentException e) {
            return e.getClass().getSimpleName();
        }
    }

    private static String text(String text) {
        return told(VERIFIER.verify(text, NOW));
    }

    private static String told(Verdict verdict) {
        return Sdk.answer(verdict).told(AttackTest.PASSED);
    }

    private static String bundle(Bytes file) {
        return TrustBundle.open(file, World.anchors(NETWORK), CheckpointStore.inMemory())
                .digest()
                .hex();
    }

    private static String revived() {
        var before = new StatusEvidence(StatusValue.IN_FORCE, false, false, World.BUNDLE_ISSUED.minusSeconds(1));
        return told(VERIFIER.with((issuer, number) -> Optional.of(before)).verify(Scene.ENDED.code(), NOW));
    }

    private static Request request(String nonce) {
        var question = new Question.HoldsLicence(
                Bytes.of(new byte[32]), new LicenceTypeCode(Samples.TYPE), LocalDate.of(2026, 6, 1));
        return new Request(question, Raw.hex(nonce));
    }

    private static String answer(Request asked, String caller, MessageKind kind, Department signer) {
        var answer = new Answer(REQUEST.digest(), "caller", "purpose", Reply.YES, NOW, 60);
        Bytes payload = CoseSign1.decode(
                        SignedAnswer.sign(answer, NETWORK, signer).encoded())
                .payload();
        var check = new AnswerCheck(NETWORK, asked, caller, "purpose", Duration.ZERO);
        var signed = SignedAnswer.decode(
                CoseSign1.sign(kind, NETWORK, payload, signer).encoded());
        var result = check.check(
                signed,
                NOW,
                kid -> kid.equals(GATEWAY.kid()) ? Optional.of(GATEWAY.key().publicKey()) : Optional.empty());
        return result.faults().stream().map(Enum::name).sorted().reduce("", String::concat);
    }

    private static Checkpoint checkpoint(long size, Bytes root) {
        return new Checkpoint(NETWORK, size, root, new Position(size, 0), NOW, Optional.empty());
    }

    private static RecordLog log(String first, int size) {
        var log = new RecordLog();
        for (int i = 0; i < size; i++) {
            log.append(Sm3.digest(Bytes.utf8(i == 0 ? first : "record " + i)));
        }
        return log;
    }

    private static String madeUp() {
        RecordLog log = log("record", 5);
        Bytes older = SignedCheckpoint.sign(checkpoint(4, log.root(4)), A).encoded();
        Bytes newer = SignedCheckpoint.sign(checkpoint(5, log.root(5)), A).encoded();
        boolean ascending = older.compareTo(newer) < 0;
        return SplitView.decode(Raw.hex("a2010102")
                        .plus(Cbor.array(Cbor.of(ascending ? older : newer), Cbor.of(ascending ? newer : older))
                                .encode()))
                .encode()
                .hex();
    }

    private static String splitView(Department signer) {
        var one = SignedCheckpoint.sign(checkpoint(4, log("record", 4).root()), signer);
        var other = SignedCheckpoint.sign(checkpoint(4, log("another", 4).root()), signer);
        var anchors = World.anchors(NETWORK);
        boolean proven = SplitView.between(one, other)
                .orElseThrow()
                .proves(
                        NETWORK,
                        kid -> Optional.ofNullable(anchors.cosigners().get(kid)).map(TrustAnchors.Cosigner::key));
        return proven ? "proven" : "not proven";
    }

    private static String rewritten() {
        RecordLog log = log("record", 4);
        RecordLog other = log("another", 7);
        boolean consistent = RecordLog.consistent(
                checkpoint(4, log.root()), checkpoint(7, other.root()), other.consistencyProof(4, 7));
        return consistent ? "consistent" : "not consistent";
    }

    private static String forgedReceipt() {
        Department clerk = Department.of("window", 31);
        Department stranger = Department.of("window", 32);
        var impostor = new Department("window", stranger.key(), clerk.certificate(), stranger.random());
        var receipt = VerificationReceipt.sign(VERIFIER.verify("x", NOW), "window 3", impostor);
        return receipt.verifies(clerk.key().publicKey()) ? "verified" : "not verified";
    }

    private static String oneRegion() {
        Department second = Department.of("RegionA", 97);
        return new TrustAnchors(
                        NETWORK,
                        Map.of(
                                A.kid(),
                                        new TrustAnchors.Cosigner(
                                                "RegionA", A.key().publicKey()),
                                second.kid(),
                                        new TrustAnchors.Cosigner(
                                                "RegionA", second.key().publicKey())),
                        2)
                .toString();
    }
}
