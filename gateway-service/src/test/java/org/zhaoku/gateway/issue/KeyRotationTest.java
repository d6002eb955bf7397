package org.zhaoku.gateway.issue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zhaoku.gateway.licence.LicenceState;
import org.zhaoku.verifier.anchor.FullReceipt;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.statement.SignedStatement;

/** A department's key is replaced while licences wait: nothing is lost and nothing is anchored twice. */
final class KeyRotationTest {
    @TempDir
    private Path data;

    private Gateways gateways;

    @BeforeEach
    void begin() {
        gateways = new Gateways(data);
    }

    @AfterEach
    void end() {
        gateways.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_a_retired_key_signed_is_signed_anew_before_it_is_batched(boolean after) {
        String waiting = waitingBefore("BatchRepository.insert");
        KeyId old = kid(waiting);
        KeyId fresh = gateways.rotate();
        var crash = new Crash("LicenceRepository.signedAnew", after);
        try (Gateways.Running dying = gateways.start(crash)) {
            Gateways.eventually(crash::happened);
            assertThat(dying.alarms().all()).isEmpty();
        }
        assertThat(kid(waiting)).isEqualTo(after ? fresh : old);
        assertThat(gateways.state(waiting)).isEqualTo(LicenceState.ANCHORING);

        try (Gateways.Running next = gateways.start(Crash.NEVER)) {
            Gateways.eventually(() -> gateways.state(waiting) == LicenceState.IN_FORCE);
            FullReceipt receipt = gateways.licence(waiting).receipt().orElseThrow();
            assertThat(kid(waiting)).isEqualTo(fresh);
            assertThat(CoseSign1.decode(receipt.header()).kid()).isEqualTo(fresh);
            assertThat(receipt.leadsFrom(statement(waiting).digest())).isTrue();
            assertThat(next.view().anchored().take(1).count().block(Gateways.PATIENCE))
                    .isEqualTo(1);
        }
    }

    @Test
    void a_stored_batch_of_a_retired_key_raises_the_alarm_and_holds_nobody_up() {
        String waiting = waitingBefore("Ledger.submit");
        KeyId old = kid(waiting);
        gateways.rotate();
        try (Gateways.Running next = gateways.start(Crash.NEVER)) {
            Gateways.eventually(() -> next.alarms().all().containsValue("BATCH_KEY_RETIRED"));
            Issued later = gateways.issue(next).orElseThrow();
            Gateways.eventually(() -> gateways.state(later.id()) == LicenceState.IN_FORCE);
            assertThat(gateways.state(waiting)).isEqualTo(LicenceState.ANCHORING);
            assertThat(kid(waiting)).isEqualTo(old);
        }
    }

    /** Id of a licence whose gateway died before this write. */
    private String waitingBefore(String write) {
        var crash = new Crash(write, false);
        try (Gateways.Running dying = gateways.start(crash)) {
            Gateways.eventually(() -> dying.outbox().ready());
            String id = gateways.issue(dying).orElseThrow().id();
            Gateways.eventually(crash::happened);
            return id;
        }
    }

    private SignedStatement statement(String id) {
        return SignedStatement.decode(gateways.licence(id).statement().orElseThrow());
    }

    private KeyId kid(String id) {
        return statement(id).kid();
    }
}
