package org.zhaoku.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zhaoku.verifier.testing.World.NETWORK;
import static org.zhaoku.verifier.testing.World.NOW;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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
            assertThat(verdict.checks())
                    .containsExactly(
                            Check.DECODED,
                            Check.SIGNATURE_RIGHT,
                            Check.ISSUER_ENTITLED,
                            Check.ANCHORED,
                            Check.IN_DATE,
                            Check.BUNDLE_CURRENT);
            assertThat(verdict.outcome()).isEqualTo(Outcome.VALID);
            assertThat(verdict.reasons()).isEmpty();
            VerifiedLicence licence =
                    verdict.fold(valid -> valid, LicenceVerifierTest::none, LicenceVerifierTest::none);
            assertThat(Optional.of(licence.statement()))
                    .isEqualTo(each.statement()
                            .open(NETWORK, WORLD.department.key().publicKey()));
            assertThat(licence.issuer().name()).isEqualTo("测试局");
            assertThat(licence.number()).isEqualTo(each.receipt().number());
            assertThat(licence.disclosed()).isEmpty();
            assertThat(licence).hasToString("licence of type " + Samples.TYPE);
        }
        assertThat(MANY.get(299).receipt().number()).isEqualTo(2 * 256 + 43);
    }

    private static VerifiedLicence none(List<Check> reasons) {
        throw new AssertionError("expected VALID, got " + reasons);
    }

    @Test
    void fields_that_belong_are_handed_out_and_others_are_refused() {
        Disclosures shown = LICENCE.fields().disclose(new TreeSet<>(List.of(0, 4)));
        Verdict verdict = VERIFIER.verify(LICENCE.code(shown).text(), NOW);
        assertThat(verdict.checks()).contains(Check.DISCLOSURES_RIGHT);
        assertThat(verdict.fold(VerifiedLicence::disclosed, reasons -> List.of(), reasons -> List.of()))
                .isEqualTo(shown.fields());

        Disclosures others = FIVE.get(3).fields().disclose(new TreeSet<>(List.of(0, 4)));
        Verdict wrong = VERIFIER.verify(LICENCE.code(others).text(), NOW);
        assertThat(wrong.outcome()).isEqualTo(Outcome.INVALID);
        assertThat(wrong.reasons()).containsExactly(Check.DISCLOSURES_WRONG);
    }

    @Test
    void a_receipt_of_another_place_tile_or_licence_is_refused() {
        List<World.Anchored> others = List.of(FIVE.get(3), MANY.get(2), MANY.get(258), OTHER_TYPE);
        for (World.Anchored other : others) {
            var code = new LicenceCode(LICENCE.statement(), Optional.of(other.receipt()), Optional.empty());
            assertThat(VERIFIER.verify(code.text(), NOW).reasons()).containsExactly(Check.NOT_ANCHORED);
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
                        assertThat(VERIFIER.verify(code, NOW).reasons())
                                .as("%s as %s", each.receipt(), lie)
                                .containsExactly(Check.NOT_ANCHORED);
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
            assertThat(verdict.reasons()).containsExactly(Check.TILE_UNKNOWN);
        }
    }

    @Test
    void without_a_receipt_it_cannot_be_told() {
        Verdict verdict = verify(LICENCE.statement(), NOW);
        assertThat(verdict.outcome()).isEqualTo(Outcome.CANNOT_TELL);
        assertThat(verdict.reasons()).containsExactly(Check.NO_RECEIPT);
        assertThat(verdict).hasToString("CANNOT_TELL [LIC-401]");
    }

    private static Verdict verify(SignedStatement statement, Instant at) {
        return VERIFIER.verify(new LicenceCode(statement, Optional.empty(), Optional.empty()).text(), at);
    }

    @Test
    void days_begin_and_end_in_shanghai() {
        assertThat(dates("2026-05-05T15:59:59.999Z")).isEqualTo(Check.NOT_YET_VALID);
        assertThat(dates("2026-05-05T16:00:00Z")).isEqualTo(Check.IN_DATE);
        assertThat(dates("2032-05-05T15:59:59.999Z")).isEqualTo(Check.IN_DATE);
        assertThat(dates("2032-05-05T16:00:00Z")).isEqualTo(Check.EXPIRED);
    }

    private static Check dates(String at) {
        Verdict verdict = VERIFIER.verify(LICENCE.code().text(), Instant.parse(at));
        return verdict.checks().get(4);
    }

    @Test
    void an_old_bundle_or_a_wrong_clock_makes_it_untellable() {
        String text = LICENCE.code().text();
        assertThat(VERIFIER.verify(text, World.BUNDLE_ISSUED).outcome()).isEqualTo(Outcome.VALID);
        assertThat(VERIFIER.verify(text, World.BUNDLE_EXPIRES.minusNanos(1)).outcome())
                .isEqualTo(Outcome.VALID);
        Verdict expired = VERIFIER.verify(text, World.BUNDLE_EXPIRES);
        assertThat(expired).hasToString("CANNOT_TELL [LIC-901]");
        Verdict before = VERIFIER.verify(text, World.BUNDLE_ISSUED.minusNanos(1));
        assertThat(before).hasToString("CANNOT_TELL [LIC-902]");
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
        assertThat(verdict.checks())
                .containsExactly(
                        Check.DECODED,
                        Check.SIGNATURE_NOT_CHECKED,
                        Check.ISSUER_UNKNOWN,
                        Check.ANCHORING_NOT_CHECKED,
                        Check.DATES_NOT_CHECKED,
                        Check.DISCLOSURES_NOT_CHECKED,
                        Check.BUNDLE_CURRENT);
        assertThat(verify(foreign, NOW).reasons()).contains(Check.NO_RECEIPT);
    }

    @Test
    void another_network_or_a_borrowed_kid_is_a_wrong_signature() {
        SignedStatement elsewhere = SignedStatement.sign(
                Samples.statement("1", Samples.fields(0)), new Network("elsewhere"), WORLD.department);
        assertThat(verify(elsewhere, NOW)).hasToString("INVALID [LIC-201]");
        var impostor = new org.zhaoku.verifier.testing.Department(
                Samples.ISSUER, WORLD.stranger.key(), WORLD.department.certificate(), WORLD.stranger.random());
        assertThat(verify(World.sign(Samples.statement("1", Samples.fields(0)), impostor), NOW))
                .hasToString("INVALID [LIC-201]");
    }

    @Test
    void a_department_signs_for_itself_and_its_types_only() {
        assertThat(VERIFIER.verify(OTHER_TYPE.code().text(), NOW)).hasToString("INVALID [LIC-303]");
        assertThat(VERIFIER.verify(OTHER_ISSUER.code().text(), NOW)).hasToString("INVALID [LIC-302]");
        assertThat(VERIFIER.verify(MALFORMED.code().text(), NOW)).hasToString("INVALID [LIC-203]");
        // the other department is registered, but this receipt is for a tile that it does not have
        SignedStatement theirs =
                World.sign(Samples.statement(Samples.OTHER_ISSUER, Samples.TYPE, "1", Samples.fields(0)), WORLD.other);
        var code = new LicenceCode(theirs, Optional.of(LICENCE.receipt()), Optional.empty());
        assertThat(VERIFIER.verify(code.text(), NOW)).hasToString("CANNOT_TELL [LIC-402]");
    }

    @Test
    void any_text_gets_a_verdict() {
        assertThat(VERIFIER.verify("", NOW)).hasToString("INVALID [LIC-101]");
        assertThat(VERIFIER.verify("https://example.org/", NOW)).hasToString("INVALID [LIC-101]");
        for (String damaged : List.of("ZK1:", "ZK1:0", "ZK1:::::", "ZK1:照", "ZK1:\uD842", "ZK1:" + "0".repeat(9_999))) {
            assertThat(VERIFIER.verify(damaged, NOW)).hasToString("INVALID [LIC-102]");
        }
    }

    @Test
    void every_check_can_happen() {
        Set<Check> seen = EnumSet.noneOf(Check.class);
        Disclosures shown = LICENCE.fields().discloseAll();
        SignedStatement foreign = World.sign(Samples.statement("1", Samples.fields(0)), WORLD.stranger);
        SignedStatement elsewhere =
                SignedStatement.sign(Samples.statement("1", Samples.fields(0)), new Network("x"), WORLD.department);
        var late = new TileReceipt(99, 0, List.of());
        for (LicenceCode code : List.of(
                LICENCE.code(shown),
                FIVE.get(1).code(shown),
                OTHER_TYPE.code(),
                OTHER_ISSUER.code(),
                MALFORMED.code(),
                new LicenceCode(foreign, Optional.of(late), Optional.of(shown)),
                new LicenceCode(elsewhere, Optional.empty(), Optional.empty()),
                new LicenceCode(LICENCE.statement(), Optional.empty(), Optional.empty()),
                new LicenceCode(LICENCE.statement(), Optional.of(late), Optional.empty()),
                new LicenceCode(LICENCE.statement(), Optional.of(OTHER_TYPE.receipt()), Optional.empty()))) {
            for (Instant at :
                    List.of(NOW, Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2040-01-01T00:00:00Z"))) {
                seen.addAll(VERIFIER.verify(code.text(), at).checks());
            }
        }
        seen.addAll(VERIFIER.verify("x", NOW).checks());
        seen.addAll(VERIFIER.verify("ZK1:", NOW).checks());
        assertThat(seen).containsAll(EnumSet.allOf(Check.class));
    }

    @Test
    void every_check_says_what_was_found_and_what_to_do() {
        for (Check check : Check.values()) {
            assertThat(check.code()).matches("LIC-[1-9][0-9]{2}");
            assertThat(check.chinese()).isNotBlank();
            assertThat(check.english()).isNotBlank();
            boolean passed = check.result() == Check.Result.PASSED;
            assertThat(check.adviceChinese().isEmpty()).as("%s", check).isEqualTo(passed);
            assertThat(check.adviceEnglish().isEmpty()).as("%s", check).isEqualTo(passed);
        }
        assertThat(EnumSet.allOf(Check.class)).extracting(Check::code).doesNotHaveDuplicates();
    }

    @Test
    void neither_verdict_nor_licence_shows_content() {
        Verdict verdict =
                VERIFIER.verify(LICENCE.code(LICENCE.fields().discloseAll()).text(), NOW);
        assertThat(verdict).hasToString("VALID []");
        String licence = verdict.fold(Object::toString, List::toString, List::toString);
        assertThat(licence)
                .isEqualTo("licence of type " + LICENCE.batch().header().types().first());
    }
}
