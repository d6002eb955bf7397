package org.zhaoku.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zhaoku.verifier.testing.World.NETWORK;
import static org.zhaoku.verifier.testing.World.NOW;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.Verdict.Outcome;
import org.zhaoku.verifier.anchor.TileReceipt;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.code.LicenceCode;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.statement.Disclosures;
import org.zhaoku.verifier.statement.SignedStatement;
import org.zhaoku.verifier.statement.Statement;
import org.zhaoku.verifier.testing.Samples;
import org.zhaoku.verifier.testing.World;

class LicenceVerifierTest {
    private static final World WORLD = new World();
    private static final List<World.Anchored> FIVE = WORLD.issue(5);
    private static final List<World.Anchored> MANY = WORLD.issue(300);
    private static final World.Anchored OTHER_TYPE = WORLD.anchor(World.sign(
            Samples.statement(Samples.ISSUER, Samples.OTHER_TYPE, "1", Samples.fields(0)), WORLD.department));
    private static final World.Anchored OTHER_ISSUER = WORLD.anchor(World.sign(
            Samples.statement(Samples.OTHER_ISSUER, Samples.TYPE, "1", Samples.fields(0)), WORLD.department));
    private static final World.Anchored MALFORMED = WORLD.anchor(SignedStatement.decode(
            CoseSign1.sign(MessageKind.STATEMENT, NETWORK, OptionalLong.of(1), Bytes.utf8("no"), WORLD.department)
                    .encoded()));
    private static final LicenceVerifier VERIFIER = new LicenceVerifier(WORLD.bundle());

    private static final World.Anchored LICENCE = FIVE.get(2);

    @Test
    void what_was_issued_and_anchored_is_valid() {
        List<World.Anchored> all = new ArrayList<>(FIVE);
        all.addAll(List.of(MANY.get(0), MANY.get(255), MANY.get(256), MANY.get(299)));
        for (World.Anchored each : all) {
            Verdict verdict = VERIFIER.verify(each.code().text(), NOW);
            assertThat(findings(verdict.checks()))
                    .containsExactly(
                            CheckCode.DECODED,
                            CheckCode.SIGNATURE_RIGHT,
                            CheckCode.ISSUER_ENTITLED,
                            CheckCode.ANCHORED,
                            CheckCode.IN_DATE,
                            CheckCode.IN_FORCE,
                            CheckCode.SHOWN_STATIC,
                            CheckCode.BUNDLE_CURRENT);
            assertThat(verdict.outcome()).isEqualTo(Outcome.VALID);
            assertThat(verdict.reasons()).isEmpty();
            VerifiedLicence licence =
                    verdict.fold(valid -> valid, LicenceVerifierTest::none, LicenceVerifierTest::none);
            assertThat(Optional.of(licence.statement()))
                    .isEqualTo(each.statement()
                            .open(NETWORK, WORLD.department.key().publicKey()));
            assertThat(licence.issuer().name()).isEqualTo("测试局");
            assertThat(licence.number()).hasValue(each.receipt().number());
            assertThat(licence.disclosed()).isEmpty();
            assertThat(licence).hasToString("licence of type " + Samples.TYPE);
        }
        assertThat(MANY.get(299).receipt().number()).isEqualTo(2 * 256 + 43);
    }

    private static List<CheckCode> findings(List<Check> checks) {
        return checks.stream().map(Check::finding).toList();
    }

    private static VerifiedLicence none(List<Check> reasons) {
        throw new AssertionError("expected VALID, got " + reasons);
    }

    @Test
    void fields_that_belong_are_handed_out_and_others_are_refused() {
        Disclosures shown = LICENCE.fields().disclose(new TreeSet<>(List.of(0, 4)));
        Verdict verdict = VERIFIER.verify(LICENCE.code(shown).text(), NOW);
        assertThat(findings(verdict.checks())).contains(CheckCode.DISCLOSURES_RIGHT);
        assertThat(verdict.fold(VerifiedLicence::disclosed, reasons -> List.of(), reasons -> List.of()))
                .isEqualTo(shown.fields());

        Disclosures others = FIVE.get(3).fields().disclose(new TreeSet<>(List.of(0, 4)));
        Verdict wrong = VERIFIER.verify(LICENCE.code(others).text(), NOW);
        assertThat(wrong.outcome()).isEqualTo(Outcome.INVALID);
        assertThat(findings(wrong.reasons())).containsExactly(CheckCode.DISCLOSURES_WRONG);
    }

    @Test
    void a_receipt_of_another_place_tile_or_licence_is_refused() {
        List<World.Anchored> others = List.of(FIVE.get(3), MANY.get(2), MANY.get(258), OTHER_TYPE);
        for (World.Anchored other : others) {
            var code = new LicenceCode(LICENCE.statement(), Optional.of(other.receipt()), Optional.empty());
            assertThat(findings(VERIFIER.verify(code.text(), NOW).reasons()))
                    .containsExactly(CheckCode.NOT_ANCHORED, CheckCode.STATUS_NOT_CHECKED);
        }
    }

    @Test
    void no_licence_can_lie_about_its_place() {
        int tiles = WORLD.bundle()
                .tiles(UnifiedSocialCreditCode.parse(Samples.ISSUER))
                .orElseThrow()
                .count();
        for (World.Anchored each : List.of(FIVE.get(2), FIVE.get(4), MANY.get(299))) {
            for (int tile = 0; tile < tiles; tile++) {
                for (int place = 0; place < 256; place++) {
                    var lie = new TileReceipt(tile, place, each.receipt().path());
                    var code = new LicenceCode(each.statement(), Optional.of(lie), Optional.empty());
                    if (!lie.equals(each.receipt())) {
                        // without a signature check, which says the same each time, this would be fast; it is fast
                        // enough
                        assertThat(findings(VERIFIER.verify(code, NOW).reasons()))
                                .as("%s as %s", each.receipt(), lie)
                                .containsExactly(CheckCode.NOT_ANCHORED, CheckCode.STATUS_NOT_CHECKED);
                    }
                }
            }
        }
    }

    @Test
    void a_receipt_for_a_tile_after_the_bundle_cannot_be_told() {
        int tiles = WORLD.bundle()
                .tiles(UnifiedSocialCreditCode.parse(Samples.ISSUER))
                .orElseThrow()
                .count();
        for (long tile : new long[] {tiles, 0xffff_ffffL}) {
            var late = new TileReceipt(tile, 0, LICENCE.receipt().path());
            Verdict verdict = VERIFIER.verify(
                    new LicenceCode(LICENCE.statement(), Optional.of(late), Optional.empty()).text(), NOW);
            assertThat(verdict.outcome()).isEqualTo(Outcome.CANNOT_TELL);
            assertThat(findings(verdict.reasons()))
                    .containsExactly(CheckCode.TILE_UNKNOWN, CheckCode.STATUS_NOT_CHECKED);
        }
    }

    @Test
    void without_a_receipt_it_cannot_be_told() {
        Verdict verdict = verify(LICENCE.statement(), NOW);
        assertThat(verdict.outcome()).isEqualTo(Outcome.CANNOT_TELL);
        assertThat(findings(verdict.reasons())).containsExactly(CheckCode.NO_RECEIPT, CheckCode.STATUS_NOT_CHECKED);
        assertThat(verdict).hasToString("TEST CANNOT_TELL [LIC-401, LIC-605]");
    }

    private static Verdict verify(SignedStatement statement, Instant at) {
        return VERIFIER.verify(new LicenceCode(statement, Optional.empty(), Optional.empty()).text(), at);
    }

    @Test
    void days_begin_and_end_in_shanghai() {
        assertThat(dates("2026-05-31T00:00:00Z", "2026-06-01", "2026-06-01")).isEqualTo(CheckCode.NOT_YET_VALID);
        assertThat(dates("2026-05-31T15:59:59.999Z", "2026-06-01", "2026-06-01"))
                .isEqualTo(CheckCode.NOT_YET_VALID);
        assertThat(dates("2026-05-31T16:00:00Z", "2026-06-01", "2026-06-01")).isEqualTo(CheckCode.IN_DATE);
        assertThat(dates("2026-06-01T15:59:59.999Z", "2026-06-01", "2026-06-01"))
                .isEqualTo(CheckCode.IN_DATE);
        assertThat(dates("2026-06-01T16:00:00Z", "2026-06-01", "2026-06-01")).isEqualTo(CheckCode.EXPIRED);
    }

    @Test
    void dates_that_rest_on_a_doubtful_clock_are_not_checked() {
        // the clock is behind the bundle: what is not in force yet may be so in truth
        assertThat(dates("2026-05-30T00:00:00Z", "2026-05-31", "2026-06-30")).isEqualTo(CheckCode.DATES_CLOCK_DOUBTFUL);
        // it is after the bundle's expiry, perhaps because it runs ahead
        assertThat(dates("2026-06-07T00:00:00Z", "2026-05-01", "2026-06-01")).isEqualTo(CheckCode.DATES_CLOCK_DOUBTFUL);
        // the bundle's own time attests that the last day is over
        assertThat(dates("2026-06-07T00:00:00Z", "2026-05-01", "2026-05-30")).isEqualTo(CheckCode.EXPIRED);
        assertThat(dates("2026-05-30T16:00:00Z", "2026-05-01", "2026-05-29")).isEqualTo(CheckCode.EXPIRED);
        // neither clock can be so far ahead that a first day lies before it
        assertThat(dates("2026-06-08T00:00:00Z", "2026-06-09", "2026-06-30")).isEqualTo(CheckCode.NOT_YET_VALID);
    }

    private static CheckCode dates(String at, String first, String last) {
        Statement sample = Samples.statement("1", Samples.fields(0));
        var statement = new Statement(
                sample.identifier(),
                1,
                sample.issued(),
                LocalDate.parse(first),
                Optional.of(LocalDate.parse(last)),
                sample.origin(),
                sample.face(),
                sample.fieldCount(),
                sample.fieldRoot(),
                Optional.empty());
        Verdict verdict = verify(World.sign(statement, WORLD.department), Instant.parse(at));
        return verdict.checks().get(4).finding();
    }

    @Test
    void an_old_bundle_or_a_wrong_clock_makes_it_untellable() {
        String text = LICENCE.code().text();
        assertThat(VERIFIER.verify(text, World.BUNDLE_ISSUED).outcome()).isEqualTo(Outcome.VALID);
        assertThat(VERIFIER.verify(text, World.BUNDLE_EXPIRES.minusNanos(1)).outcome())
                .isEqualTo(Outcome.VALID);
        assertThat(VERIFIER.verify(text, World.BUNDLE_EXPIRES)).hasToString("TEST CANNOT_TELL [LIC-901]");
        Instant earliest = World.BUNDLE_ISSUED.minusSeconds(60);
        assertThat(VERIFIER.verify(text, earliest).outcome()).isEqualTo(Outcome.VALID);
        assertThat(VERIFIER.verify(text, earliest.minusNanos(1))).hasToString("TEST CANNOT_TELL [LIC-902]");
    }

    @Test
    void a_foreign_signer_gets_no_further_than_unknown() {
        SignedStatement foreign = World.sign(Samples.statement("1", Samples.fields(0)), WORLD.stranger);
        var code = new LicenceCode(
                foreign,
                Optional.of(LICENCE.receipt()),
                Optional.of(LICENCE.fields().discloseAll()));
        Verdict verdict = VERIFIER.verify(code.text(), NOW);
        assertThat(verdict.outcome()).isEqualTo(Outcome.CANNOT_TELL);
        assertThat(findings(verdict.checks()))
                .containsExactly(
                        CheckCode.DECODED,
                        CheckCode.SIGNATURE_NOT_CHECKED,
                        CheckCode.ISSUER_UNKNOWN,
                        CheckCode.ANCHORING_NOT_CHECKED,
                        CheckCode.DATES_NOT_CHECKED,
                        CheckCode.STATUS_NOT_CHECKED,
                        CheckCode.DISCLOSURES_NOT_CHECKED,
                        CheckCode.PRESENCE_NOT_CHECKED,
                        CheckCode.BUNDLE_CURRENT);
        assertThat(findings(verify(foreign, NOW).reasons())).contains(CheckCode.NO_RECEIPT);
    }

    @Test
    void another_network_or_a_borrowed_kid_is_a_wrong_signature() {
        SignedStatement elsewhere = SignedStatement.sign(
                Samples.statement("1", Samples.fields(0)), new Network("elsewhere"), WORLD.department);
        assertThat(verify(elsewhere, NOW)).hasToString("TEST INVALID [LIC-201]");
        var impostor = new org.zhaoku.verifier.testing.Department(
                Samples.ISSUER, WORLD.stranger.key(), WORLD.department.certificate(), WORLD.stranger.random());
        assertThat(verify(World.sign(Samples.statement("1", Samples.fields(0)), impostor), NOW))
                .hasToString("TEST INVALID [LIC-201]");
    }

    @Test
    void a_department_signs_for_itself_and_its_types_only() {
        assertThat(VERIFIER.verify(OTHER_TYPE.code().text(), NOW)).hasToString("TEST INVALID [LIC-303]");
        assertThat(VERIFIER.verify(OTHER_ISSUER.code().text(), NOW)).hasToString("TEST INVALID [LIC-302]");
        assertThat(VERIFIER.verify(MALFORMED.code().text(), NOW)).hasToString("TEST INVALID [LIC-203]");
        // the other department is registered, but this receipt is for a tile that it does not have
        SignedStatement theirs =
                World.sign(Samples.statement(Samples.OTHER_ISSUER, Samples.TYPE, "1", Samples.fields(0)), WORLD.other);
        var code = new LicenceCode(theirs, Optional.of(LICENCE.receipt()), Optional.empty());
        assertThat(VERIFIER.verify(code.text(), NOW)).hasToString("TEST CANNOT_TELL [LIC-402, LIC-605]");
    }

    @Test
    void any_text_gets_a_verdict() {
        assertThat(VERIFIER.verify("", NOW)).hasToString("TEST INVALID [LIC-101]");
        assertThat(VERIFIER.verify("https://example.org/", NOW)).hasToString("TEST INVALID [LIC-101]");
        for (String damaged : List.of("ZK1:", "ZK1:0", "ZK1:::::", "ZK1:照", "ZK1:\uD842", "ZK1:" + "0".repeat(9_999))) {
            assertThat(VERIFIER.verify(damaged, NOW)).hasToString("TEST INVALID [LIC-102]");
        }
    }

    @Test
    void every_check_says_what_was_found_and_what_to_do() {
        for (CheckCode check : CheckCode.values()) {
            assertThat(check.code()).matches("LIC-[1-9][0-9]{2}");
            assertThat(check.chinese()).isNotBlank();
            assertThat(check.english()).isNotBlank();
            boolean passed = check.result() == Check.Result.PASSED;
            assertThat(check.adviceChinese().isEmpty())
                    .as("%s", check)
                    .isEqualTo(check.adviceEnglish().isEmpty());
            assertThat(passed || !check.adviceEnglish().isEmpty())
                    .as("%s", check)
                    .isTrue();
        }
        assertThat(EnumSet.allOf(CheckCode.class)).extracting(CheckCode::code).doesNotHaveDuplicates();
    }

    @Test
    void neither_verdict_nor_licence_shows_content() {
        Verdict verdict =
                VERIFIER.verify(LICENCE.code(LICENCE.fields().discloseAll()).text(), NOW);
        assertThat(verdict).hasToString("TEST VALID []");
        String licence = verdict.fold(Object::toString, List::toString, List::toString);
        assertThat(licence)
                .isEqualTo("licence of type " + LICENCE.batch().header().types().first());
    }
}
