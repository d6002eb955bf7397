package org.zhaoku.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zhaoku.verifier.testing.World.NETWORK;
import static org.zhaoku.verifier.testing.World.NOW;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.Check.Result;
import org.zhaoku.verifier.Verdict.Outcome;
import org.zhaoku.verifier.anchor.FullReceipt;
import org.zhaoku.verifier.anchor.TileReceipt;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.code.LicenceCode;
import org.zhaoku.verifier.code.LicencePackage;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.presentation.BoundedReplayMemory;
import org.zhaoku.verifier.presentation.HolderKey;
import org.zhaoku.verifier.presentation.Presence;
import org.zhaoku.verifier.presentation.Presentation;
import org.zhaoku.verifier.presentation.PresentationSigner;
import org.zhaoku.verifier.presentation.Showing;
import org.zhaoku.verifier.statement.Origin;
import org.zhaoku.verifier.statement.Statement;
import org.zhaoku.verifier.status.StatusEvidence;
import org.zhaoku.verifier.status.StatusValue;
import org.zhaoku.verifier.testing.Department;
import org.zhaoku.verifier.testing.Samples;
import org.zhaoku.verifier.testing.World;
import org.zhaoku.verifier.testing.World.Anchored;
import org.zhaoku.verifier.trust.CertifiedKey;
import org.zhaoku.verifier.trust.TypeRight;

/** Steps 3 to 9 of docs/verification.md, each outcome at least once. */
class VerdictTableTest {
    private static final World WORLD = new World();
    private static final List<Anchored> LICENCES = WORLD.issue(8);
    private static final Anchored LICENCE = LICENCES.get(0);
    private static final Anchored ENDED = LICENCES.get(1);
    private static final Anchored SUSPENDED = LICENCES.get(2);
    private static final Anchored SUPERSEDED = LICENCES.get(3);
    private static final Anchored DISPUTED = LICENCES.get(4);
    private static final Anchored BOUND = WORLD.anchor(World.sign(with(Origin.SUCCESSOR), WORLD.department));
    private static final Anchored NOT_BOUND = WORLD.anchor(World.sign(with(Origin.TRANSFER), WORLD.department));

    static {
        WORLD.statuses.put(ENDED.receipt().number(), StatusValue.ENDED);
        WORLD.statuses.put(SUSPENDED.receipt().number(), StatusValue.SUSPENDED);
        WORLD.statuses.put(SUPERSEDED.receipt().number(), StatusValue.SUPERSEDED);
        WORLD.disputed.add(DISPUTED.receipt().number());
        WORLD.bound.add(BOUND.receipt().number());
    }

    private static final LicenceVerifier VERIFIER = new LicenceVerifier(WORLD.bundle());

    private static Statement with(Origin origin) {
        Statement sample = Samples.statement("2026000" + origin.name().length(), Samples.fields(0));
        return new Statement(
                sample.identifier(),
                sample.typeVersion(),
                sample.issued(),
                sample.validFrom(),
                sample.validTo(),
                origin,
                sample.face(),
                sample.fieldCount(),
                sample.fieldRoot(),
                sample.holderKey());
    }

    private static List<CheckCode> reasons(Verdict verdict) {
        return verdict.reasons().stream().map(Check::finding).toList();
    }

    private static List<CheckCode> all(Verdict verdict) {
        return verdict.checks().stream().map(Check::finding).toList();
    }

    @Test
    void the_status_list_decides() {
        assertThat(VERIFIER.verify(LICENCE.code(), NOW).outcome()).isEqualTo(Outcome.VALID);
        assertThat(reasons(VERIFIER.verify(ENDED.code(), NOW))).containsExactly(CheckCode.ENDED);
        assertThat(reasons(VERIFIER.verify(SUSPENDED.code(), NOW))).containsExactly(CheckCode.SUSPENDED);
        assertThat(reasons(VERIFIER.verify(SUPERSEDED.code(), NOW))).containsExactly(CheckCode.SUPERSEDED);
        Verdict disputed = VERIFIER.verify(DISPUTED.code(), NOW);
        assertThat(disputed.outcome()).isEqualTo(Outcome.VALID);
        assertThat(all(disputed)).contains(CheckCode.IN_FORCE_DISPUTED);
        assertThat(VERIFIER.verify(BOUND.code(), NOW).outcome()).isEqualTo(Outcome.VALID);
        assertThat(reasons(VERIFIER.verify(NOT_BOUND.code(), NOW))).containsExactly(CheckCode.NOT_BOUND);
    }

    @Test
    void with_an_expired_bundle_only_what_has_ended_is_still_sure() {
        Instant late = World.BUNDLE_EXPIRES;
        assertThat(VERIFIER.verify(ENDED.code(), late)).hasToString("TEST INVALID [LIC-601, LIC-901]");
        assertThat(VERIFIER.verify(SUPERSEDED.code(), late)).hasToString("TEST INVALID [LIC-603, LIC-901]");
        assertThat(VERIFIER.verify(SUSPENDED.code(), late)).hasToString("TEST CANNOT_TELL [LIC-607, LIC-901]");
        assertThat(VERIFIER.verify(NOT_BOUND.code(), late)).hasToString("TEST CANNOT_TELL [LIC-607, LIC-901]");
    }

    @Test
    void the_fresher_source_counts_and_one_that_knows_nothing_or_older_does_not() {
        Instant later = World.BUNDLE_ISSUED.plusSeconds(1);
        var ended = new StatusEvidence(StatusValue.ENDED, false, false, later);
        assertThat(reasons(VERIFIER.with((issuer, number) -> Optional.of(ended)).verify(LICENCE.code(), NOW)))
                .containsExactly(CheckCode.ENDED);
        var reinstated = new StatusEvidence(StatusValue.IN_FORCE, false, false, later);
        assertThat(VERIFIER.with((issuer, number) -> Optional.of(reinstated))
                        .verify(SUSPENDED.code(), NOW)
                        .outcome())
                .isEqualTo(Outcome.VALID);
        var old = new StatusEvidence(StatusValue.ENDED, false, false, World.BUNDLE_ISSUED.minusSeconds(1));
        assertThat(VERIFIER.with((issuer, number) -> Optional.of(old))
                        .verify(LICENCE.code(), NOW)
                        .outcome())
                .isEqualTo(Outcome.VALID);
        assertThat(VERIFIER.with((issuer, number) -> Optional.empty())
                        .verify(LICENCE.code(), NOW)
                        .outcome())
                .isEqualTo(Outcome.VALID);
    }

    @Test
    void a_policy_may_ask_for_a_fresher_status() {
        Duration age = Duration.between(World.BUNDLE_ISSUED, NOW);
        VerificationPolicy strict = VerificationPolicy.strict();
        Verdict fresh = VERIFIER.with(strict.withStatusNotOlderThan(age)).verify(LICENCE.code(), NOW);
        assertThat(fresh.outcome()).isEqualTo(Outcome.VALID);
        assertThat(fresh.checks()).contains(new Check(CheckCode.IN_FORCE, Optional.of(age), true));
        VerificationPolicy fresher = strict.withStatusNotOlderThan(age.minusNanos(1));
        assertThat(VERIFIER.with(fresher).verify(LICENCE.code(), NOW)).hasToString("TEST CANNOT_TELL [LIC-607]");
        assertThat(VERIFIER.with(fresher).verify(ENDED.code(), NOW)).hasToString("TEST INVALID [LIC-601]");
    }

    @Test
    void what_is_relaxed_is_named_and_what_is_wrong_stays_wrong() {
        var bare = new LicenceCode(LICENCE.statement(), Optional.empty(), Optional.empty());
        VerificationPolicy relaxed =
                VerificationPolicy.strict().withoutReceipt().withoutStatus();
        assertThat(VERIFIER.with(relaxed).verify(bare, NOW))
                .hasToString("TEST VALID [] relaxed [RECEIPT_NOT_REQUIRED, STATUS_NOT_REQUIRED]");
        assertThat(VERIFIER.with(VerificationPolicy.strict().withoutReceipt()).verify(bare, NOW))
                .hasToString("TEST CANNOT_TELL [LIC-605] relaxed [RECEIPT_NOT_REQUIRED]");
        var wrong = new LicenceCode(LICENCE.statement(), Optional.of(ENDED.receipt()), Optional.empty());
        assertThat(VERIFIER.with(relaxed).verify(wrong, NOW).outcome()).isEqualTo(Outcome.INVALID);
        assertThat(VERIFIER.with(relaxed).verify(ENDED.code(), NOW).outcome()).isEqualTo(Outcome.INVALID);
    }

    @Test
    void an_aging_bundle_warns_and_one_in_its_grace_is_named() {
        Instant half = World.BUNDLE_ISSUED.plus(
                Duration.between(World.BUNDLE_ISSUED, World.BUNDLE_EXPIRES).dividedBy(2));
        assertThat(all(VERIFIER.verify(LICENCE.code(), half))).contains(CheckCode.BUNDLE_CURRENT);
        assertThat(all(VERIFIER.verify(LICENCE.code(), half.plusNanos(1)))).contains(CheckCode.BUNDLE_AGING);
        LicenceVerifier lenient = VERIFIER.with(VerificationPolicy.strict().withBundleGrace(Duration.ofHours(1)));
        assertThat(lenient.verify(LICENCE.code(), World.BUNDLE_EXPIRES.plusSeconds(3599)))
                .hasToString("TEST VALID [] relaxed [BUNDLE_GRACE]");
        assertThat(lenient.verify(LICENCE.code(), World.BUNDLE_EXPIRES.plusSeconds(3600)))
                .hasToString("TEST CANNOT_TELL [LIC-901] relaxed [BUNDLE_GRACE]");
    }

    /** A world whose department key has cut-offs. */
    private static LicenceVerifier cutOff(World world, OptionalLong retired, OptionalLong distrusted) {
        var plain = world.department.certificate();
        world.departmentKey = new CertifiedKey(plain.der(), plain.publicKey(), retired, distrusted);
        return new LicenceVerifier(world.bundle());
    }

    @Test
    void a_leaked_key_spoils_what_comes_after_and_nothing_before() {
        var world = new World();
        List<Anchored> before = world.issue(300);
        List<Anchored> after = world.issue(3);
        LicenceVerifier verifier = cutOff(world, OptionalLong.empty(), OptionalLong.of(2));
        assertThat(verifier.verify(before.get(0).code(), NOW).outcome()).isEqualTo(Outcome.VALID);
        assertThat(verifier.verify(before.get(299).code(), NOW).outcome()).isEqualTo(Outcome.VALID);
        assertThat(verifier.verify(after.get(0).code(), NOW)).hasToString("TEST INVALID [LIC-304]");
        // a tile that the bundle does not have yet is after the cut-off; without a receipt the place is not known
        var unknownTile = new LicenceCode(
                before.get(0).statement(), Optional.of(new TileReceipt(9, 0, List.of())), Optional.empty());
        assertThat(verifier.verify(unknownTile, NOW)).hasToString("TEST INVALID [LIC-304, LIC-402, LIC-605]");
        var bare = new LicenceCode(before.get(0).statement(), Optional.empty(), Optional.empty());
        assertThat(verifier.verify(bare, NOW)).hasToString("TEST CANNOT_TELL [LIC-307, LIC-401, LIC-605]");
        // a place before the cut-off cannot be claimed
        var lie = new LicenceCode(
                after.get(0).statement(), Optional.of(before.get(0).receipt()), Optional.empty());
        assertThat(verifier.verify(lie, NOW).outcome()).isEqualTo(Outcome.INVALID);
        assertThat(cutOff(world, OptionalLong.of(2), OptionalLong.empty())
                        .verify(after.get(0).code(), NOW))
                .hasToString("TEST INVALID [LIC-305]");
    }

    @Test
    void a_right_counts_where_the_licence_is() {
        var world = new World();
        Anchored early = world.issue(1).get(0);
        Anchored middle = world.issue(1).get(0);
        Anchored late = world.issue(1).get(0);
        world.rights = List.of(new TypeRight(LicenceTypeCode.parse(Samples.TYPE), 1, OptionalLong.of(2)));
        var verifier = new LicenceVerifier(world.bundle());
        assertThat(verifier.verify(early.code(), NOW)).hasToString("TEST INVALID [LIC-306]");
        assertThat(verifier.verify(middle.code(), NOW).outcome()).isEqualTo(Outcome.VALID);
        assertThat(verifier.verify(late.code(), NOW)).hasToString("TEST INVALID [LIC-306]");
        var bare = new LicenceCode(middle.statement(), Optional.empty(), Optional.empty());
        assertThat(verifier.verify(bare, NOW)).hasToString("TEST CANNOT_TELL [LIC-308, LIC-401, LIC-605]");
        var next = new LicenceCode(middle.statement(), Optional.of(new TileReceipt(3, 0, List.of())), Optional.empty());
        assertThat(verifier.verify(next, NOW)).hasToString("TEST CANNOT_TELL [LIC-308, LIC-402, LIC-605]");
    }

    @Test
    void a_part_that_is_not_loaded_cannot_be_told() {
        var bundle = WORLD.partialBundle(Set.of());
        assertThat(new LicenceVerifier(bundle).verify(LICENCE.code(), NOW))
                .hasToString("TEST CANNOT_TELL [LIC-405, LIC-605]");
        assertThat(new LicenceVerifier(bundle).verify(ENDED.code(), NOW).outcome())
                .isEqualTo(Outcome.CANNOT_TELL);
    }

    @Test
    void a_package_brings_the_way_to_its_batch() {
        var receipt =
                new FullReceipt(LICENCE.receipt(), 0, List.of(), LICENCE.batch().message());
        Bytes file = new LicencePackage(
                        LICENCE.statement(),
                        receipt,
                        Optional.of(LICENCE.fields().discloseAll()))
                .encode();
        Verdict verdict = VERIFIER.verify(file, NOW);
        assertThat(verdict.outcome()).isEqualTo(Outcome.VALID);
        assertThat(all(verdict)).contains(CheckCode.FULL_RECEIPT_RIGHT, CheckCode.DISCLOSURES_RIGHT);
        assertThat(LicencePackage.decode(file).encode()).isEqualTo(file);

        var other =
                new FullReceipt(LICENCE.receipt(), 0, List.of(), BOUND.batch().message());
        assertThat(VERIFIER.verify(new LicencePackage(LICENCE.statement(), other, Optional.empty()).encode(), NOW))
                .hasToString("TEST INVALID [LIC-407]");
        assertThat(VERIFIER.verify(Bytes.utf8("no package"), NOW)).hasToString("TEST INVALID [LIC-102]");
    }

    private static String shown(List<LicenceCode> codes, Showing showing, PresentationSigner signer) {
        return Presentation.sign(codes, showing, NETWORK, List.of(signer)).text();
    }

    private static PresentationSigner gateway() {
        return PresentationSigner.gateway(WORLD.gateway);
    }

    private static Showing now() {
        return Showing.at(NOW, Optional.empty(), Optional.empty());
    }

    @Test
    void a_presentation_says_how_the_licence_was_present() {
        String text = shown(List.of(LICENCE.code()), now(), gateway());
        Verdict verdict = VERIFIER.verify(text, NOW);
        assertThat(verdict.outcome()).isEqualTo(Outcome.VALID);
        assertThat(all(verdict)).contains(CheckCode.SHOWN_BY_GATEWAY);
        LicenceVerifier live = VERIFIER.with(VerificationPolicy.strict().withPresence(Presence.GATEWAY));
        assertThat(live.verify(text, NOW).outcome()).isEqualTo(Outcome.VALID);
        // out of its wrapper it is a copy like any other
        assertThat(live.verify(LICENCE.code().text(), NOW)).hasToString("TEST CANNOT_TELL [LIC-803]");
        assertThat(VERIFIER.with(VerificationPolicy.strict().withPresence(Presence.HOLDER))
                        .verify(text, NOW))
                .hasToString("TEST CANNOT_TELL [LIC-803]");
    }

    @Test
    void a_licence_that_is_bound_to_a_key_is_shown_by_that_key_alone() {
        var holder = Department.of("holder", 21);
        var thumbprint = new HolderKey(holder.key().publicKey()).thumbprint();
        Statement sample = Samples.statement("77", Samples.fields(0));
        var bound = new Statement(
                sample.identifier(),
                1,
                sample.issued(),
                LocalDate.of(2026, 5, 6),
                sample.validTo(),
                Origin.NEW,
                sample.face(),
                sample.fieldCount(),
                sample.fieldRoot(),
                Optional.of(thumbprint));
        var world = new World();
        Anchored licence = world.anchor(World.sign(bound, world.department));
        var verifier = new LicenceVerifier(world.bundle());
        PresentationSigner own = PresentationSigner.holder(holder.key().publicKey(), holder::sign);
        Verdict verdict = verifier.verify(shown(List.of(licence.code()), now(), own), NOW);
        assertThat(all(verdict)).contains(CheckCode.SHOWN_BY_HOLDER);
        assertThat(verdict.outcome()).isEqualTo(Outcome.VALID);
        assertThat(verifier.verify(
                        shown(List.of(licence.code()), now(), PresentationSigner.gateway(world.gateway)), NOW))
                .hasToString("TEST INVALID [LIC-806, LIC-804]");
    }

    @Test
    void a_presentation_is_for_one_audience_one_request_and_one_minute() {
        Bytes nonce = Bytes.fromHex("00112233445566778899aabbccddeeff");
        var showing = Showing.at(NOW, Optional.of("window 3"), Optional.of(nonce));
        String text = shown(List.of(LICENCE.code()), showing, gateway());
        VerificationPolicy mine =
                VerificationPolicy.strict().withAudience("window 3").withNonce(nonce);
        assertThat(VERIFIER.with(mine).verify(text, NOW).outcome()).isEqualTo(Outcome.VALID);
        assertThat(VERIFIER.verify(text, NOW)).hasToString("TEST CANNOT_TELL [LIC-812]");
        assertThat(VERIFIER.with(mine.withAudience("window 4")).verify(text, NOW))
                .hasToString("TEST INVALID [LIC-807]");
        assertThat(VERIFIER.with(mine.withNonce(Bytes.of(new byte[16]))).verify(text, NOW))
                .hasToString("TEST INVALID [LIC-808]");
        assertThat(VERIFIER.with(mine).verify(text, NOW.plusSeconds(119)).outcome())
                .isEqualTo(Outcome.VALID);
        assertThat(VERIFIER.with(mine).verify(text, NOW.plusSeconds(120))).hasToString("TEST CANNOT_TELL [LIC-809]");
        assertThat(VERIFIER.with(mine).verify(text, NOW.minusSeconds(61))).hasToString("TEST CANNOT_TELL [LIC-810]");
        String forged = shown(List.of(LICENCE.code()), now(), PresentationSigner.gateway(WORLD.other));
        assertThat(VERIFIER.verify(forged, NOW)).hasToString("TEST CANNOT_TELL [LIC-805]");
    }

    @Test
    void a_presentation_is_taken_once() {
        String text = shown(List.of(LICENCE.code()), now(), gateway());
        LicenceVerifier once = VERIFIER.with(new BoundedReplayMemory(1));
        assertThat(once.verify(text, NOW).outcome()).isEqualTo(Outcome.VALID);
        assertThat(once.verify(text, NOW)).hasToString("TEST INVALID [LIC-811]");
        String another = shown(List.of(DISPUTED.code()), now(), gateway());
        assertThat(once.verify(another, NOW)).hasToString("TEST CANNOT_TELL [LIC-815]");
    }

    @Test
    void several_licences_have_a_verdict_each() {
        String text = shown(List.of(LICENCE.code(), ENDED.code()), now(), gateway());
        assertThat(VERIFIER.verifyEach(text, NOW))
                .extracting(Verdict::outcome)
                .containsExactly(Outcome.VALID, Outcome.INVALID);
        assertThat(VERIFIER.verify(text, NOW)).hasToString("TEST CANNOT_TELL [LIC-103]");
        assertThat(VERIFIER.verifyEach("ZP1:0", NOW)).hasSize(1).first().hasToString("TEST INVALID [LIC-102]");
        assertThat(VERIFIER.verifyEach(LICENCE.code().text(), NOW)).hasSize(1);
    }

    @Test
    void many_codes_are_verified_in_order_and_progress_is_told() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            texts.add(LICENCES.get(i % 2).code().text());
        }
        List<Integer> told = Collections.synchronizedList(new ArrayList<>());
        List<Verdict> verdicts = VERIFIER.verifyAll(texts, NOW, told::add);
        for (int i = 0; i < 40; i++) {
            assertThat(verdicts.get(i).outcome()).isEqualTo(i % 2 == 0 ? Outcome.VALID : Outcome.INVALID);
        }
        assertThat(told).hasSize(40).contains(40);
    }

    @Test
    void whatever_is_wrong_with_clock_bundle_or_parts_nothing_becomes_invalid_and_nothing_required_is_let_pass() {
        Map<String, Instant> clocks = Map.of(
                "right", NOW,
                "an hour behind the bundle", World.BUNDLE_ISSUED.minusSeconds(3600),
                "years behind", Instant.parse("2000-01-01T00:00:00Z"),
                "past the expiry", World.BUNDLE_EXPIRES.plusSeconds(1),
                "years ahead", Instant.parse("2099-01-01T00:00:00Z"));
        List<LicenceVerifier> verifiers = List.of(VERIFIER, new LicenceVerifier(WORLD.partialBundle(Set.of())));
        List<VerificationPolicy> policies = List.of(
                VerificationPolicy.strict(),
                VerificationPolicy.strict().withoutReceipt(),
                VerificationPolicy.strict().withoutStatus(),
                VerificationPolicy.strict().withoutReceipt().withoutStatus(),
                VerificationPolicy.strict().withBundleGrace(Duration.ofDays(1)),
                VerificationPolicy.strict().withStatusNotOlderThan(Duration.ofSeconds(1)),
                VerificationPolicy.strict().withPresence(Presence.GATEWAY));
        var bare = new LicenceCode(LICENCE.statement(), Optional.empty(), Optional.empty());
        int told = 0;
        for (Instant at : clocks.values()) {
            for (LicenceVerifier verifier : verifiers) {
                for (VerificationPolicy policy : policies) {
                    for (String text : List.of(
                            LICENCE.code().text(), bare.text(), shown(List.of(LICENCE.code()), now(), gateway()))) {
                        Verdict verdict = verifier.with(policy).verify(text, at);
                        assertThat(verdict.outcome())
                                .as("%s at %s", verdict, at)
                                .isNotEqualTo(Outcome.INVALID);
                        boolean open = verdict.checks().stream()
                                .anyMatch(check -> check.result() == Result.NOT_CHECKED && check.required());
                        assertThat(verdict.outcome() == Outcome.VALID).isEqualTo(!open);
                        told++;
                    }
                }
            }
        }
        assertThat(told).isEqualTo(5 * 2 * 7 * 3);
    }

    @Test
    void every_check_can_happen() throws IOException {
        Set<String> seen = new TreeSet<>(Pattern.compile("LIC-\\d{3}")
                .matcher(Files.readString(Path.of("src", "test", "resources", "vectors", "conformance", "cases.jsonl")))
                .results()
                .map(MatchResult::group)
                .toList());
        var stranger = World.sign(Samples.statement("1", Samples.fields(0)), WORLD.stranger);
        var unknown = new LicenceCode(
                stranger,
                Optional.of(LICENCE.receipt()),
                Optional.of(LICENCE.fields().discloseAll()));
        LicenceVerifier once = VERIFIER.with(new BoundedReplayMemory(1));
        once.verify(shown(List.of(LICENCE.code()), now(), gateway()), NOW);
        for (Verdict verdict : List.of(
                VERIFIER.verify(unknown, NOW), once.verify(shown(List.of(DISPUTED.code()), now(), gateway()), NOW))) {
            verdict.checks().forEach(check -> seen.add(check.code()));
        }
        assertThat(seen)
                .containsAll(Stream.of(CheckCode.values()).map(CheckCode::code).toList());
    }
}
