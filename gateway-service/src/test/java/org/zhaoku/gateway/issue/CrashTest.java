package org.zhaoku.gateway.issue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zhaoku.gateway.ledger.AnchoredBatch;
import org.zhaoku.gateway.licence.Licence;
import org.zhaoku.gateway.licence.LicenceState;
import org.zhaoku.verifier.anchor.FullReceipt;
import org.zhaoku.verifier.statement.SignedStatement;

/** A gateway dies before and after each write and starts again: nothing is lost and nothing is anchored twice. */
final class CrashTest {
    private static final int LICENCES = 3;

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

    @ParameterizedTest
    @MethodSource("org.zhaoku.gateway.issue.Crash#atEachWrite")
    void each_accepted_licence_comes_into_force_once(Crash crash) {
        Set<String> accepted = new HashSet<>();
        try (Gateways.Running dying = gateways.start(crash)) {
            Gateways.eventually(() -> dying.outbox().ready() || crash.happened());
            for (int i = 0; i < LICENCES; i++) {
                gateways.issue(dying).ifPresent(licence -> accepted.add(licence.id()));
            }
            Gateways.eventually(crash::happened);
        }
        try (Gateways.Running next = gateways.start(Crash.NEVER)) {
            Gateways.eventually(() -> next.outbox().ready());
            Gateways.eventually(CrashTest::nothingWaits);
            assertThat(next.backlog().waiting()).isZero();
            assertThat(accepted).allSatisfy(id -> assertThat(gateways.state(id)).isEqualTo(LicenceState.IN_FORCE));
            assertEachOnce(next);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_a_draft_without_a_batch_gives_back_is_claimed_whatever_dies_then(boolean after) {
        var crash = new Crash("BatchRepository.insert", false);
        try (Gateways.Running dying = gateways.start(crash)) {
            Gateways.eventually(() -> dying.outbox().ready());
            gateways.issue(dying);
            Gateways.eventually(crash::happened);
        }
        assertThat(gateways.batches.open().collectList().block(Gateways.PATIENCE))
                .isEmpty();
        assertThat(gateways.licences.inState(LicenceState.ANCHORING).count().block(Gateways.PATIENCE))
                .isEqualTo(1);
        var again = new Crash("LicenceRepository.claim", after);
        try (Gateways.Running dying = gateways.start(again)) {
            Gateways.eventually(again::happened);
            assertThat(dying.alarms().all()).isEmpty();
        }
        try (Gateways.Running next = gateways.start(Crash.NEVER)) {
            Gateways.eventually(CrashTest::nothingWaits);
            assertEachOnce(next);
        }
    }

    // what waits is counted by one question: a draft that is given up goes back from ANCHORING to SIGNED
    private static boolean nothingWaits() {
        return Boolean.TRUE.equals(gateways.licences
                .inState(LicenceState.RECEIVED)
                .hasElements()
                .filter(received -> !received)
                .flatMap(none -> gateways.licences.countWaiting(""))
                .filter(waiting -> waiting == 0)
                .flatMap(none -> gateways.batches.open().hasElements())
                .map(open -> !open)
                .block(Gateways.PATIENCE));
    }

    private static void assertEachOnce(Gateways.Running gateway) {
        List<Licence> licences = Optional.ofNullable(gateways.licences
                        .inState(LicenceState.IN_FORCE)
                        .collectList()
                        .block(Gateways.PATIENCE))
                .orElseThrow();
        Set<Long> numbers = new HashSet<>();
        for (Licence licence : licences) {
            FullReceipt receipt = licence.receipt().orElseThrow();
            var statement = SignedStatement.decode(licence.statement().orElseThrow());
            assertThat(receipt.leadsFrom(statement.digest())).isTrue();
            assertThat(numbers.add(receipt.receipt().number())).isTrue();
        }
        Integer anchored = gateway.view()
                .anchored()
                .map(AnchoredBatch::batch)
                .map(batch -> batch.header().size())
                .take(Duration.ofMillis(200))
                .reduce(0, Integer::sum)
                .block(Gateways.PATIENCE);
        assertThat(anchored).isEqualTo(licences.size());
    }
}
