package org.zhaoku.verifier.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zhaoku.verifier.testing.World.NETWORK;
import static org.zhaoku.verifier.testing.World.NOW;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.Verdict.Outcome;
import org.zhaoku.verifier.VerificationPolicy;
import org.zhaoku.verifier.VerificationReceipt;
import org.zhaoku.verifier.anchor.FullReceipt;
import org.zhaoku.verifier.answer.Answer;
import org.zhaoku.verifier.answer.Reply;
import org.zhaoku.verifier.answer.SignedAnswer;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.code.Base45;
import org.zhaoku.verifier.code.LicenceCode;
import org.zhaoku.verifier.code.LicencePackage;
import org.zhaoku.verifier.log.Checkpoint;
import org.zhaoku.verifier.log.SignedCheckpoint;
import org.zhaoku.verifier.log.SplitView;
import org.zhaoku.verifier.presentation.Presentation;
import org.zhaoku.verifier.presentation.PresentationSigner;
import org.zhaoku.verifier.presentation.Showing;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm2PublicKey;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.testing.Mutations;
import org.zhaoku.verifier.testing.Samples;
import org.zhaoku.verifier.testing.World;
import org.zhaoku.verifier.trust.CheckpointStore;
import org.zhaoku.verifier.trust.TrustAnchors;
import org.zhaoku.verifier.trust.TrustBundle;

/**
 * Every bit flipped, every byte dropped and doubled, a byte put before and behind, of a sample of everything that is read. What
 * is signed is never accepted once changed; what is not signed is refused or says what its bytes say. Nothing throws anything that
 * is not documented. The build tries about {@value #QUICK} changes of each sample, spread over it; all of them with {@code
 * -Dzhaoku.thorough=true}.
 */
class EverySampleTest {
    private static final boolean THOROUGH = Boolean.getBoolean("zhaoku.thorough");
    private static final int QUICK = 1200;
    private static final TrustAnchors ANCHORS = World.anchors(NETWORK);
    private static final TrustBundle BUNDLE = open(Scene.BUNDLE);
    private static final LicenceVerifier VERIFIER = new LicenceVerifier(BUNDLE);

    /** Bytes and whether others would be taken in their place. */
    private record Sample(Bytes content, Predicate<Bytes> accepted) {}

    private static Optional<Sm2PublicKey> region(KeyId kid) {
        return Optional.ofNullable(ANCHORS.cosigners().get(kid)).map(TrustAnchors.Cosigner::key);
    }

    private static TrustBundle open(Bytes file) {
        return TrustBundle.open(file, ANCHORS, CheckpointStore.inMemory());
    }

    private static Map<String, Sample> samples() {
        Map<String, Sample> samples = new LinkedHashMap<>();
        World.Anchored licence = Scene.LICENCE;
        // without a receipt nothing is VALID by the strict policy
        var relaxed = VERIFIER.with(VerificationPolicy.strict().withoutReceipt().withoutStatus());
        code(samples, "code", relaxed, Scene.bare(licence));
        code(samples, "code with receipt", VERIFIER, licence.code());
        code(samples, "code with receipt and fields", VERIFIER, licence.code(Scene.fields(licence, 1, 3)));
        var receipt =
                new FullReceipt(licence.receipt(), 0, List.of(), licence.batch().message());
        samples.put(
                "package",
                new Sample(
                        new LicencePackage(
                                        licence.statement(),
                                        receipt,
                                        Optional.of(licence.fields().discloseAll()))
                                .encode(),
                        file -> VERIFIER.verify(file, NOW).outcome() == Outcome.VALID));
        presentation(samples, "presentation by a gateway", licence, PresentationSigner.gateway(Scene.WORLD.gateway));
        presentation(
                samples,
                "presentation by a holder",
                Scene.HELD,
                PresentationSigner.holder(Scene.HOLDER.key().publicKey(), Scene.HOLDER::sign));
        bundles(samples);
        messages(samples);
        return samples;
    }

    private static void code(Map<String, Sample> samples, String name, LicenceVerifier verifier, LicenceCode code) {
        samples.put(
                name,
                new Sample(
                        code.toCbor().encode(),
                        content -> verifier.verify(Raw.text(content), NOW).outcome() == Outcome.VALID));
    }

    private static void presentation(
            Map<String, Sample> samples, String name, World.Anchored licence, PresentationSigner signer) {
        Showing showing = Showing.at(NOW, Optional.empty(), Optional.empty());
        String text = Presentation.sign(List.of(licence.code()), showing, NETWORK, List.of(signer))
                .text();
        samples.put(
                name,
                new Sample(
                        Raw.content(text),
                        content -> VERIFIER.verify(Presentation.PREFIX + Base45.encode(content.toArray()), NOW)
                                        .outcome()
                                == Outcome.VALID));
    }

    private static boolean opens(Bytes file) {
        return !open(file).loaded().isEmpty();
    }

    private static void bundles(Map<String, Sample> samples) {
        samples.put("bundle", new Sample(Scene.BUNDLE, EverySampleTest::opens));
        var cosigned = BUNDLE.cosigned();
        samples.put(
                "bundle without departments",
                new Sample(Bundles.DRAFT.file(cosigned, Set.of()), EverySampleTest::opens));
        TrustBundle before = open(Scene.BEFORE);
        Bytes delta = Bundles.delta(
                cosigned.encode(), Bundles.MANIFEST, before.digest(), Bundles.DRAFT.parts(), Raw.hex("a0"));
        samples.put(
                "delta",
                new Sample(
                        delta,
                        changed -> !before.update(changed, ANCHORS, CheckpointStore.inMemory())
                                .loaded()
                                .isEmpty()));
        String status = "status/" + Samples.ISSUER + "/0";
        samples.put(
                "status list",
                new Sample(
                        Bundles.part(status),
                        part -> !BUNDLE.with(status, part).loaded().isEmpty()));
        samples.put(
                "trust anchors",
                new Sample(
                        Scene.ANCHORS,
                        file -> !TrustAnchors.decode(file).encode().equals(file)));
    }

    private static void messages(Map<String, Sample> samples) {
        SignedCheckpoint checkpoint = BUNDLE.cosigned().messages().get(0);
        Sm2PublicKey region = region(checkpoint.kid()).orElseThrow();
        samples.put(
                "checkpoint",
                new Sample(
                        checkpoint.encoded(),
                        message -> SignedCheckpoint.decode(message).verifies(NETWORK, region)));
        var other = SignedCheckpoint.sign(
                new Checkpoint(
                        NETWORK,
                        BUNDLE.checkpoint().size(),
                        Sm3.digest(Bytes.utf8("another log")),
                        BUNDLE.position(),
                        NOW,
                        Optional.empty()),
                World.REGIONS.get(2));
        samples.put(
                "split view",
                new Sample(
                        SplitView.between(checkpoint, other).orElseThrow().encode(),
                        view -> SplitView.decode(view).proves(NETWORK, EverySampleTest::region)));
        var clerk = Scene.WORLD.gateway;
        Sm2PublicKey key = clerk.key().publicKey();
        samples.put(
                "verification receipt",
                new Sample(
                        VerificationReceipt.sign(VERIFIER.verify(Scene.LICENCE.code(), NOW), "window 3", clerk)
                                .encoded(),
                        receipt -> VerificationReceipt.decode(receipt).verifies(key)));
        var answer = new Answer(Bytes.of(new byte[32]), "caller", "purpose", Reply.YES, NOW, 60);
        samples.put(
                "answer",
                new Sample(
                        SignedAnswer.sign(answer, NETWORK, clerk).encoded(),
                        message ->
                                SignedAnswer.decode(message).open(NETWORK, key).isPresent()));
    }

    private static boolean accepted(Sample sample, Bytes changed) {
        try {
            return sample.accepted().test(changed);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Test
    void no_sample_can_be_changed() {
        List<String> wrong = new ArrayList<>();
        Map<String, Integer> tried = new LinkedHashMap<>();
        samples().forEach((name, sample) -> {
            if (!name.equals("trust anchors") && !accepted(sample, sample.content())) {
                wrong.add(name + " as it is: not accepted");
            }
            Map<String, Bytes> changes = Mutations.of(sample.content());
            // odd, so that all bits of a byte have their turn
            int step = THOROUGH ? 1 : changes.size() / QUICK | 1;
            int at = 0;
            for (Map.Entry<String, Bytes> change : changes.entrySet()) {
                if (at++ % step != 0 || change.getValue().equals(sample.content())) {
                    continue;
                }
                tried.merge(name, 1, Integer::sum);
                try {
                    if (accepted(sample, change.getValue())) {
                        wrong.add(name + ", " + change.getKey() + ": accepted");
                    }
                } catch (RuntimeException e) {
                    wrong.add(name + ", " + change.getKey() + ": " + e);
                }
            }
        });
        assertThat(wrong).as("%s", tried).isEmpty();
        assertThat(tried).hasSize(15);
        if (THOROUGH) {
            System.out.println(tried);
        }
    }
}
