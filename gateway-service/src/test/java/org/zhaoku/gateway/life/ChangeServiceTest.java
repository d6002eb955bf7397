package org.zhaoku.gateway.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.zhaoku.chaincode.command.ChangeStatus;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.chaincode.command.ProvenChange;
import org.zhaoku.gateway.access.TestCallers;
import org.zhaoku.gateway.ledger.DepartmentKeys;
import org.zhaoku.gateway.ledger.Ledger;
import org.zhaoku.gateway.ledger.LedgerChanges;
import org.zhaoku.gateway.ledger.LedgerException;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.ledger.LicenceStanding;
import org.zhaoku.gateway.ledger.PassingLedger;
import org.zhaoku.gateway.ledger.RecordedChange;
import org.zhaoku.gateway.licence.LicenceRepository;
import org.zhaoku.gateway.licence.Successors;
import org.zhaoku.gateway.testing.GatewayTest;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.ProblemException;
import org.zhaoku.gateway.work.WorkPools;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.status.LicenceState;
import org.zhaoku.verifier.status.SignedStatusChange;
import org.zhaoku.verifier.status.StatusChange;
import org.zhaoku.verifier.status.StatusReason;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** Others change the same licence in between, and answers of the ledger get lost. The ledger is real, the moment is chosen. */
final class ChangeServiceTest extends GatewayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Autowired
    private LicenceRepository licences;

    @Autowired
    private Successors successors;

    @Autowired
    private MongoKeyedChanges keyed;

    @Autowired
    private Ledger ledger;

    @Autowired
    private LedgerView view;

    @Autowired
    private DepartmentKeys keys;

    @Autowired
    private WorkPools pools;

    private String id = "";
    private Optional<AnchoredLicence> licence = Optional.empty();

    @BeforeEach
    void issue() {
        var issuer = registered("示范市市场监督管理局");
        String path = inForce(published(issuer), issuer);
        id = path.substring(path.lastIndexOf('/') + 1);
        licence = licences.find(id)
                .map(stored -> AnchoredLicence.of(ledger.network(), stored))
                .blockOptional(PATIENCE);
    }

    private ChangeService over(Ledger seen) {
        return new ChangeService(licences, successors, keyed, ledger, new LedgerChanges(seen), view, keys, pools);
    }

    private ChangeService service() {
        return over(ledger);
    }

    private static CheckedChange wanted(StatusReason reason) {
        return new CheckedChange(reason, Optional.empty(), Optional.empty(), LocalDate.now(LicenceVerifier.ZONE));
    }

    private Context caller() {
        return TestCallers.department(licence.orElseThrow().place().department());
    }

    private LicenceStanding standing() {
        return service()
                .standing(id)
                .contextWrite(caller())
                .blockOptional(PATIENCE)
                .orElseThrow();
    }

    private ChangeStatus signed(long sequence, LicenceState from, LicenceState to, StatusReason reason) {
        AnchoredLicence anchored = licence.orElseThrow();
        var change = StatusChange.of(anchored.place(), sequence, from, to, reason);
        return new ChangeStatus(new ProvenChange(
                SignedStatusChange.sign(
                        change, keys.active(anchored.place().department()).orElseThrow()),
                anchored.path(),
                Optional.empty()));
    }

    private RecordedChange change(ChangeService service, StatusReason reason, String key) {
        return service.change(id, wanted(reason), Optional.of(key))
                .contextWrite(caller())
                .blockOptional(PATIENCE)
                .orElseThrow();
    }

    private static void assertProblem(Runnable action, ProblemCode code) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(code));
    }

    /** The ledger as one meets it whose every submission comes a moment too late. */
    private Ledger overtakenBy(List<ChangeStatus> others) {
        var left = new ArrayDeque<>(others);
        return new Passing(command ->
                Mono.justOrEmpty(left.poll()).flatMap(ledger::submit).then(Mono.defer(() -> ledger.submit(command))));
    }

    @Test
    void a_move_that_another_change_in_between_allows_is_made_on_top_of_it() {
        var others = List.of(signed(1, LicenceState.IN_FORCE, LicenceState.SUSPENDED, StatusReason.PAUSED));

        RecordedChange made = change(over(overtakenBy(others)), StatusReason.REVOKED_AS_PUNISHMENT, "a");

        assertThat(made.sequence()).isEqualTo(2);
        assertThat(made.from()).isEqualTo(LicenceState.SUSPENDED);
        assertThat(standing().state()).isEqualTo(LicenceState.REVOKED);
        assertThat(change(service(), StatusReason.REVOKED_AS_PUNISHMENT, "a")).isEqualTo(made);
    }

    @Test
    void a_move_that_another_change_in_between_forbids_is_refused() {
        var others =
                List.of(signed(1, LicenceState.IN_FORCE, LicenceState.REVOKED, StatusReason.REVOKED_AS_PUNISHMENT));
        ChangeService late = over(overtakenBy(others));

        assertProblem(() -> change(late, StatusReason.PAUSED, "a"), ProblemCode.STATE_MOVE_FORBIDDEN);

        assertThat(standing().changes()).hasSize(1);
    }

    @Test
    void who_is_overtaken_each_time_is_told() {
        var others = List.of(
                signed(1, LicenceState.IN_FORCE, LicenceState.IN_FORCE, StatusReason.DISPUTE_RAISED),
                signed(2, LicenceState.IN_FORCE, LicenceState.IN_FORCE, StatusReason.DISPUTE_SETTLED),
                signed(3, LicenceState.IN_FORCE, LicenceState.IN_FORCE, StatusReason.DISPUTE_RAISED));
        ChangeService late = over(overtakenBy(others));

        assertProblem(() -> change(late, StatusReason.VOID, "a"), ProblemCode.STATE_CONFLICT);

        assertThat(standing().changes()).hasSize(3);
        assertThat(change(service(), StatusReason.VOID, "a").sequence()).isEqualTo(4);
    }

    @Test
    void a_change_whose_answer_was_lost_is_found_by_its_key() {
        ChangeService deaf = over(new Passing(command -> ledger.submit(command)
                .then(Mono.error(
                        () -> new LedgerException(LedgerException.Kind.IN_DOUBT, "LEDGER_IN_DOUBT", "lost")))));
        assertThatThrownBy(() -> change(deaf, StatusReason.PAUSED, "a")).isInstanceOf(LedgerException.class);

        RecordedChange found = change(service(), StatusReason.PAUSED, "a");

        assertThat(found.sequence()).isEqualTo(1);
        assertThat(standing().changes()).containsExactly(found);
    }

    @Test
    void a_change_that_never_arrived_is_sent_by_its_key() {
        ChangeService cut = over(new Passing(command ->
                Mono.error(() -> new LedgerException(LedgerException.Kind.IN_DOUBT, "LEDGER_IN_DOUBT", "lost"))));
        assertThatThrownBy(() -> change(cut, StatusReason.PAUSED, "a")).isInstanceOf(LedgerException.class);
        assertThat(standing().changes()).isEmpty();

        assertThat(change(service(), StatusReason.PAUSED, "a").sequence()).isEqualTo(1);
        assertThat(standing().changes()).hasSize(1);
    }

    @Test
    void the_contract_refuses_what_the_gateway_would_not_send() {
        change(service(), StatusReason.REVOKED_AS_PUNISHMENT, "a");

        refused(signed(2, LicenceState.IN_FORCE, LicenceState.SUSPENDED, StatusReason.PAUSED), "STATUS_FROM_WRONG");
        refused(signed(1, LicenceState.IN_FORCE, LicenceState.SUSPENDED, StatusReason.PAUSED), "STATUS_CONFLICT");
        refused(
                signed(2, LicenceState.REVOKED, LicenceState.REVOKED, StatusReason.DISPUTE_SETTLED),
                "STATUS_MARK_WRONG");
        assertThat(standing().state()).isEqualTo(LicenceState.REVOKED);
    }

    private void refused(ChangeStatus change, String code) {
        assertThatThrownBy(() -> ledger.submit(change).block(PATIENCE))
                .isInstanceOfSatisfying(
                        LedgerException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    /** The real ledger but for what becomes of submissions. */
    private final class Passing extends PassingLedger {
        private final Function<Command, Mono<Outcome>> submit;

        private Passing(Function<Command, Mono<Outcome>> submit) {
            super(ledger);
            this.submit = submit;
        }

        @Override
        public Mono<Outcome> submit(Command command) {
            return submit.apply(command);
        }
    }
}
