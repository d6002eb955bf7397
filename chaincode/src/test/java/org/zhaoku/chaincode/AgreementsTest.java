package org.zhaoku.chaincode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.zhaoku.chaincode.Refusals.assertRefused;
import static org.zhaoku.chaincode.testing.Samples.DEPARTMENT_A;
import static org.zhaoku.chaincode.testing.Samples.DEPARTMENT_B;
import static org.zhaoku.chaincode.testing.Samples.KEY_A;
import static org.zhaoku.chaincode.testing.Samples.KEY_B;
import static org.zhaoku.chaincode.testing.Samples.NETWORK;
import static org.zhaoku.chaincode.testing.Samples.REGION_A;
import static org.zhaoku.chaincode.testing.Samples.REGION_B;
import static org.zhaoku.chaincode.testing.Samples.TYPE;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zhaoku.chaincode.command.AgreementTerms;
import org.zhaoku.chaincode.command.AgreementTerms.Sharing;
import org.zhaoku.chaincode.command.DayRange;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.chaincode.command.RetireKey;
import org.zhaoku.chaincode.command.TakeAgreementStep;
import org.zhaoku.chaincode.command.TakeAgreementStep.Step;
import org.zhaoku.chaincode.ledger.ContractException;
import org.zhaoku.chaincode.ledger.ErrorCode;
import org.zhaoku.chaincode.testing.Samples;
import org.zhaoku.chaincode.testing.TestKey;
import org.zhaoku.chaincode.testing.TestLedger;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/** Department B provides, department A consumes. */
final class AgreementsTest {
    private final TestLedger ledger = Samples.ledger();
    private final AgreementTerms terms = terms(NETWORK, Sharing.CONDITIONAL);

    private static AgreementTerms terms(Network network, Sharing sharing) {
        return new AgreementTerms(
                network,
                DEPARTMENT_B,
                DEPARTMENT_A,
                TYPE,
                new TreeSet<>(List.of("name", "builder")),
                new TreeSet<>(List.of("施工许可核验")),
                new DayRange(20_454, 20_818),
                sharing,
                "2026-001");
    }

    private static TakeAgreementStep consumer(Step step, AgreementTerms terms) {
        return TakeAgreementStep.sign(step, DEPARTMENT_A, terms, KEY_A);
    }

    private static TakeAgreementStep provider(Step step, AgreementTerms terms) {
        return TakeAgreementStep.sign(step, DEPARTMENT_B, terms, KEY_B);
    }

    private void assertTaken(String region, TakeAgreementStep step, TakeAgreementStep signedAgain) {
        assertThat(ledger.submit(region, step)).isEqualTo(Outcome.CHANGED);
        assertThat(ledger.submit(region, step)).isEqualTo(Outcome.SAME);
        assertThat(ledger.submit(region, signedAgain)).isEqualTo(Outcome.SAME);
    }

    @Test
    void an_agreement_is_applied_for_agreed_and_ended_with_both_signatures() {
        assertTaken(REGION_A, consumer(Step.APPLIED, terms), consumer(Step.APPLIED, terms));
        assertTaken(REGION_B, provider(Step.AGREED, terms), provider(Step.AGREED, terms));
        String shown = ledger.query("agreements:get", terms.id().hex());
        assertThat(shown)
                .contains(
                        "\"state\":\"AGREED\"",
                        "\"fields\":[\"builder\",\"name\"]",
                        "\"purposes\":[\"施工许可核验\"]",
                        "\"sharing\":\"CONDITIONAL\"",
                        "\"firstDay\":20454");
        assertThat(ledger.query("agreements:of", DEPARTMENT_A.value())).isEqualTo("[" + shown + "]");
        assertThat(ledger.query("agreements:of", DEPARTMENT_B.value())).isEqualTo("[" + shown + "]");
        assertTaken(REGION_A, consumer(Step.ENDED, terms), consumer(Step.ENDED, terms));
        assertThat(ledger.submit(REGION_A, consumer(Step.APPLIED, terms))).isEqualTo(Outcome.SAME);
        assertRefused(ErrorCode.AGREEMENT_STEP_WRONG, ledger, REGION_B, provider(Step.ENDED, terms));
        assertRefused(ErrorCode.AGREEMENT_STEP_WRONG, ledger, REGION_B, provider(Step.REFUSED, terms));
    }

    @Test
    void a_refusal_is_the_end() {
        ledger.submit(REGION_A, consumer(Step.APPLIED, terms));
        assertTaken(REGION_B, provider(Step.REFUSED, terms), provider(Step.REFUSED, terms));
        assertRefused(ErrorCode.AGREEMENT_STEP_WRONG, ledger, REGION_B, provider(Step.AGREED, terms));
        assertRefused(ErrorCode.AGREEMENT_STEP_WRONG, ledger, REGION_B, provider(Step.ENDED, terms));
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"AGREED", "REFUSED", "ENDED"})
    void nothing_begins_without_an_application(Step step) {
        assertRefused(ErrorCode.AGREEMENT_STEP_WRONG, ledger, REGION_B, provider(step, terms));
    }

    @Test
    void each_party_takes_its_own_steps() {
        assertRefused(ErrorCode.AGREEMENT_NOT_PARTY, ledger, REGION_B, provider(Step.APPLIED, terms));
        ledger.submit(REGION_A, consumer(Step.APPLIED, terms));
        assertRefused(ErrorCode.AGREEMENT_NOT_PARTY, ledger, REGION_A, consumer(Step.AGREED, terms));
        assertRefused(ErrorCode.AGREEMENT_NOT_PARTY, ledger, REGION_A, consumer(Step.REFUSED, terms));
        var third = UnifiedSocialCreditCode.parse("91440300MA0000T018");
        assertRefused(
                ErrorCode.AGREEMENT_NOT_PARTY,
                ledger,
                REGION_A,
                TakeAgreementStep.sign(Step.ENDED, third, terms, KEY_A));
    }

    @Test
    void a_step_is_signed_by_an_active_key_of_its_party_for_this_network() {
        assertRefused(ErrorCode.SIGNER_REGION_WRONG, ledger, REGION_B, consumer(Step.APPLIED, terms));
        assertRefused(
                ErrorCode.SIGNER_KEY_UNKNOWN,
                ledger,
                REGION_A,
                TakeAgreementStep.sign(Step.APPLIED, DEPARTMENT_A, terms, KEY_B));
        var impostor = new TestKey(KEY_B.privateKey(), KEY_A.certificate());
        assertRefused(
                ErrorCode.SIGNER_SIGNATURE_WRONG,
                ledger,
                REGION_A,
                TakeAgreementStep.sign(Step.APPLIED, DEPARTMENT_A, terms, impostor));
        assertRefused(
                ErrorCode.SIGNER_NETWORK_WRONG,
                ledger,
                REGION_A,
                consumer(Step.APPLIED, terms(new Network("elsewhere"), Sharing.CONDITIONAL)));
        TakeAgreementStep applied = consumer(Step.APPLIED, terms);
        ledger.submit(REGION_A, new RetireKey(DEPARTMENT_A, KEY_A.kid()));
        assertRefused(ErrorCode.SIGNER_KEY_RETIRED, ledger, REGION_A, applied);
    }

    @Test
    void what_is_not_shared_can_be_refused_and_not_agreed() {
        AgreementTerms none = terms(NETWORK, Sharing.NONE);
        ledger.submit(REGION_A, consumer(Step.APPLIED, none));
        assertRefused(ErrorCode.AGREEMENT_NOT_SHARED, ledger, REGION_B, provider(Step.AGREED, none));
        assertThat(ledger.submit(REGION_B, provider(Step.REFUSED, none))).isEqualTo(Outcome.CHANGED);
    }

    @Test
    void terms_encode_to_the_same_terms_and_every_part_is_in_its_range() {
        assertThat(AgreementTerms.decode(terms.encode())).isEqualTo(terms);
        for (List<String> wrong : List.of(List.<String>of(), List.of(" "), List.of("a\n"), List.of("x".repeat(101)))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new AgreementTerms(
                            NETWORK,
                            DEPARTMENT_B,
                            DEPARTMENT_A,
                            TYPE,
                            new TreeSet<>(wrong),
                            terms.purposes(),
                            terms.term(),
                            Sharing.CONDITIONAL,
                            "1"));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AgreementTerms(
                        NETWORK,
                        DEPARTMENT_A,
                        DEPARTMENT_A,
                        TYPE,
                        terms.fields(),
                        terms.purposes(),
                        terms.term(),
                        Sharing.CONDITIONAL,
                        "1"));
    }

    @Test
    void a_step_with_any_byte_changed_missing_or_added_is_refused() {
        Bytes argument = consumer(Step.APPLIED, terms).encode();
        List<Bytes> mutants = new ArrayList<>();
        for (int at = 0; at < argument.size(); at++) {
            for (int flip : new int[] {0x01, 0x80}) {
                byte[] changed = argument.toArray();
                changed[at] ^= (byte) flip;
                mutants.add(Bytes.of(changed));
            }
            mutants.add(argument.slice(0, at));
        }
        mutants.add(argument.plus(Bytes.of((byte) 0)));
        assertThat(mutants.stream().filter(mutant -> !isRefused(mutant))).isEmpty();
        assertThat(ledger.query("agreements:of", DEPARTMENT_A.value())).isEqualTo("[]");
    }

    private boolean isRefused(Bytes argument) {
        try {
            ledger.invoke(REGION_A, "agreements:step", argument);
            return false;
        } catch (ContractException e) {
            return true;
        }
    }
}
