package org.zhaoku.gateway.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zhaoku.gateway.access.TestCallers;
import org.zhaoku.gateway.ledger.LicenceStanding;
import org.zhaoku.gateway.licence.Licence;
import org.zhaoku.gateway.licence.LicenceState;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.ProblemException;
import org.zhaoku.verifier.statement.SignedStatement;
import org.zhaoku.verifier.status.StatusReason;

/**
 * A gateway dies before and after each write of a renewal and starts again; or the old licence changes between two of them. Old
 * and new change places in one transaction, or not at all.
 */
final class SuccessorCrashTest {
    @TempDir
    private static Path data;

    private static Gateways gateways;

    @BeforeAll
    static void begin() {
        gateways = new Gateways(data);
    }

    @AfterAll
    static void end() {
        gateways.close();
    }

    /** A licence in force, issued by a gateway that lives. */
    private static Licence old() {
        try (Gateways.Running gateway = gateways.start(Crash.NEVER)) {
            Gateways.eventually(() -> gateway.outbox().ready());
            Issued old = gateways.issue(gateway).orElseThrow();
            Gateways.eventually(() -> gateways.state(old.id()) == LicenceState.IN_FORCE);
            return gateways.licence(old.id());
        }
    }

    private static LicenceStanding standing(Gateways.Running gateway, Licence licence) {
        return gateway.view()
                .standing(
                        gateways.department,
                        SignedStatement.decode(licence.statement().orElseThrow())
                                .digest());
    }

    private static org.zhaoku.verifier.status.LicenceState onLedger(Gateways.Running gateway, Licence licence) {
        return standing(gateway, licence).state();
    }

    @ParameterizedTest
    @MethodSource("org.zhaoku.gateway.issue.Crash#atEachWrite")
    void a_renewal_supersedes_the_old_licence_once(Crash crash) {
        Licence old = old();
        Optional<Licence> accepted;
        try (Gateways.Running dying = gateways.start(crash)) {
            Gateways.eventually(() -> dying.outbox().ready());
            accepted = gateways.renew(dying, old);
            Gateways.eventually(crash::happened);
        }
        try (Gateways.Running next = gateways.start(Crash.NEVER)) {
            Gateways.eventually(() -> next.outbox().ready());
            Licence renewed = accepted.or(() -> gateways.stored(old, 2))
                    .or(() -> gateways.renew(next, old))
                    .orElseThrow();
            Gateways.eventually(() -> gateways.state(renewed.id()) == LicenceState.IN_FORCE);
            Gateways.eventually(() -> next.backlog().waiting() == 0);
            assertSuperseded(next, old, gateways.licence(renewed.id()));
        }
    }

    private static void assertSuperseded(Gateways.Running gateway, Licence old, Licence renewed) {
        Gateways.eventually(
                () -> renewed.batchKey().flatMap(gateway.positions()::of).isPresent());
        LicenceStanding standing = standing(gateway, old);
        assertThat(standing.changes()).hasSize(1);
        assertThat(standing.change(1).orElseThrow().reason()).isEqualTo(StatusReason.RENEWED);
        assertThat(standing.change(1).orElseThrow().position())
                .isEqualTo(
                        gateway.positions().of(renewed.batchKey().orElseThrow()).orElseThrow());
        assertThat(renewed.identifier().serial()).isEqualTo(old.identifier().serial());
        assertThat(renewed.identifier().version()).isEqualTo(old.identifier().version() + 1);
        assertThat(standing(gateway, renewed).changes()).isEmpty();
        assertThat(gateways.licence(old.id()).state()).isEqualTo(LicenceState.IN_FORCE);
    }

    @Test
    void what_was_suspended_after_its_renewal_was_batched_stays_and_the_rest_of_the_batch_comes_into_force() {
        Licence old = old();
        Licence renewed;
        Issued beside;
        var crash = new Crash("Ledger.prepare", false);
        try (Gateways.Running dying = gateways.start(crash)) {
            Gateways.eventually(() -> dying.outbox().ready());
            beside = gateways.issue(dying).orElseThrow();
            renewed = gateways.renew(dying, old).orElseThrow();
            Gateways.eventually(crash::happened);
        }
        gateways.suspend(old, 1);
        try (Gateways.Running next = gateways.start(Crash.NEVER)) {
            Gateways.eventually(() -> gateways.state(renewed.id()) == LicenceState.REFUSED);
            Gateways.eventually(() -> gateways.state(beside.id()) == LicenceState.IN_FORCE);
            Gateways.eventually(() -> next.backlog().waiting() == 0);
            assertThat(next.alarms().all()).isEmpty();
            assertThat(onLedger(next, old)).isEqualTo(org.zhaoku.verifier.status.LicenceState.SUSPENDED);
            assertThatThrownBy(() -> next.successors()
                            .accept(old.id(), gateways.renewal(next), Optional.empty(), Gateways.PATIENCE)
                            .contextWrite(TestCallers.department(gateways.department))
                            .block(Gateways.PATIENCE))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ProblemCode.STATE_MOVE_FORBIDDEN));

            gateways.restore(old, 2);
            Gateways.eventually(() -> onLedger(next, old) == org.zhaoku.verifier.status.LicenceState.IN_FORCE);
            Licence again = gateways.renew(next, old).orElseThrow();
            Gateways.eventually(() -> gateways.state(again.id()) == LicenceState.IN_FORCE);
            assertThat(gateways.licence(again.id()).identifier().version()).isEqualTo(3);
            assertThat(onLedger(next, old)).isEqualTo(org.zhaoku.verifier.status.LicenceState.SUPERSEDED);
        }
    }

    static Stream<Crash> refusals() {
        return Stream.of(
                new Crash("LicenceRepository.overtaken", false), new Crash("LicenceRepository.overtaken", true));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void what_was_suspended_before_its_renewal_was_batched_is_refused_without_an_anchor(Crash crash) {
        Licence old = old();
        Licence renewed;
        var first = new Crash("BatchRepository.insert", false);
        try (Gateways.Running dying = gateways.start(first)) {
            Gateways.eventually(() -> dying.outbox().ready());
            renewed = gateways.renew(dying, old).orElseThrow();
            Gateways.eventually(first::happened);
        }
        gateways.suspend(old, 1);
        try (Gateways.Running dying = gateways.start(crash)) {
            Gateways.eventually(() -> dying.outbox().isRunning() && crash.happened());
        }
        try (Gateways.Running next = gateways.start(Crash.NEVER)) {
            Gateways.eventually(() -> next.outbox().ready());
            Gateways.eventually(() -> gateways.state(renewed.id()) == LicenceState.REFUSED);
            assertThat(gateways.licence(renewed.id()).batchKey()).isEmpty();
            Gateways.eventually(() -> next.backlog().waiting() == 0);
            assertThat(onLedger(next, old)).isEqualTo(org.zhaoku.verifier.status.LicenceState.SUSPENDED);
        }
    }

    @Test
    void a_change_that_comes_between_is_taken_into_account() {
        Licence old = old();
        Licence renewed;
        var crash = new Crash("BatchRepository.keepTransaction", true);
        try (Gateways.Running dying = gateways.start(crash)) {
            Gateways.eventually(() -> dying.outbox().ready());
            renewed = gateways.renew(dying, old).orElseThrow();
            Gateways.eventually(crash::happened);
        }
        gateways.suspend(old, 1);
        gateways.restore(old, 2);
        try (Gateways.Running next = gateways.start(Crash.NEVER)) {
            Gateways.eventually(() -> gateways.state(renewed.id()) == LicenceState.IN_FORCE);
            LicenceStanding standing = standing(next, old);
            assertThat(standing.changes()).hasSize(3);
            assertThat(standing.change(3).orElseThrow().reason()).isEqualTo(StatusReason.RENEWED);
        }
    }

    @Test
    void only_one_of_two_renewals_is_on_its_way() {
        Licence old = old();
        try (Gateways.Running gateway = gateways.start(Crash.NEVER)) {
            Gateways.eventually(() -> gateway.outbox().ready());
            List<Object> answers = Stream.<Object>of(1, 2, 3)
                    .map(number -> gateway.successors()
                            .accept(
                                    old.id(),
                                    gateways.renewal(gateway),
                                    Optional.of("renewal-" + number),
                                    Gateways.PATIENCE)
                            .contextWrite(TestCallers.department(gateways.department))
                            .<Object>map(Licence::id)
                            .onErrorResume(
                                    ProblemException.class, refused -> reactor.core.publisher.Mono.just(refused.code()))
                            .blockOptional(Gateways.PATIENCE)
                            .orElseThrow())
                    .toList();
            assertThat(answers.get(0)).isInstanceOf(String.class);
            assertThat(answers.subList(1, 3))
                    .allSatisfy(answer ->
                            assertThat(answer).isIn(ProblemCode.SUCCESSOR_PENDING, ProblemCode.STATE_MOVE_FORBIDDEN));
            String id = answers.get(0).toString();
            Gateways.eventually(() -> gateways.state(id) == LicenceState.IN_FORCE);
            assertThat(gateway.successors()
                            .accept(old.id(), gateways.renewal(gateway), Optional.of("renewal-1"), Gateways.PATIENCE)
                            .contextWrite(TestCallers.department(gateways.department))
                            .map(Licence::id)
                            .block(Gateways.PATIENCE))
                    .isEqualTo(id);
        }
    }
}
