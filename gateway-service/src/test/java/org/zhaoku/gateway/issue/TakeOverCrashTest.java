package org.zhaoku.gateway.issue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zhaoku.gateway.ledger.LicenceStanding;
import org.zhaoku.gateway.licence.Licence;
import org.zhaoku.gateway.licence.LicenceState;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.statement.Origin;
import org.zhaoku.verifier.statement.SignedStatement;
import org.zhaoku.verifier.status.StatusChange.Predecessor;
import org.zhaoku.verifier.status.StatusReason;

/**
 * A gateway dies before and after each write of a licence that it takes over, and starts again. The new licence is anchored and
 * bound to the old one in one transaction, once.
 */
final class TakeOverCrashTest {
    @TempDir
    private static Path data;

    private static Gateways gateways;
    private static UnifiedSocialCreditCode taker;

    @BeforeAll
    static void begin() {
        gateways = new Gateways(data);
        taker = gateways.neighbour();
    }

    @AfterAll
    static void end() {
        gateways.close();
    }

    /** A licence that its department has let go. */
    private static Licence letGo() {
        try (Gateways.Running gateway = gateways.start(Crash.NEVER)) {
            Gateways.eventually(() -> gateway.outbox().ready());
            Issued old = gateways.issue(gateway).orElseThrow();
            Gateways.eventually(() -> gateways.state(old.id()) == LicenceState.IN_FORCE);
            Licence licence = gateways.licence(old.id());
            gateways.letGo(licence, taker);
            return licence;
        }
    }

    private static Bytes digest(Licence licence) {
        return SignedStatement.decode(licence.statement().orElseThrow()).digest();
    }

    @ParameterizedTest
    @MethodSource("org.zhaoku.gateway.issue.Crash#atEachWrite")
    void a_licence_is_taken_over_once(Crash crash) {
        Licence old = letGo();
        try (Gateways.Running dying = gateways.start(crash)) {
            Gateways.eventually(() -> dying.outbox().ready());
            gateways.takeOver(dying, old, taker);
            Gateways.eventually(crash::happened);
        }
        try (Gateways.Running next = gateways.start(Crash.NEVER)) {
            Gateways.eventually(() -> next.outbox().ready());
            Licence taken = gateways.takeOver(next, old, taker).orElseThrow();
            Gateways.eventually(() -> gateways.state(taken.id()) == LicenceState.IN_FORCE);
            Gateways.eventually(() -> next.backlog().waiting() == 0);
            assertTaken(next, old, gateways.licence(taken.id()));
            assertThat(gateways.takeOver(next, old, taker).map(Licence::id)).contains(taken.id());
        }
    }

    private static void assertTaken(Gateways.Running gateway, Licence old, Licence taken) {
        Gateways.eventually(
                () -> taken.batchKey().flatMap(gateway.positions()::of).isPresent());
        LicenceStanding before = gateway.view().standing(gateways.department, digest(old));
        assertThat(before.changes()).hasSize(1);
        assertThat(before.takenBy()).contains(new Predecessor(taker, digest(taken)));
        LicenceStanding after = gateway.view().standing(taker, digest(taken));
        assertThat(after.changes()).hasSize(1);
        assertThat(after.change(1).orElseThrow().reason()).isEqualTo(StatusReason.TRANSFERRED_IN_FROM);
        assertThat(after.change(1).map(change -> change.position()))
                .isEqualTo(taken.batchKey().flatMap(gateway.positions()::of));
        assertThat(taken.identifier().issuer()).isEqualTo(taker);
        assertThat(taken.fields()).isEqualTo(old.fields());
        var statement = gateway.view()
                .bundle()
                .key(SignedStatement.decode(taken.statement().orElseThrow()).kid())
                .flatMap(key -> SignedStatement.decode(taken.statement().orElseThrow())
                        .open(gateways.ledger.network(), key.publicKey()));
        assertThat(statement.map(claims -> claims.origin())).contains(Origin.TRANSFER);
    }

    @Test
    void what_was_not_let_go_is_refused_until_it_is() {
        try (Gateways.Running gateway = gateways.start(Crash.NEVER)) {
            Gateways.eventually(() -> gateway.outbox().ready());
            Issued issued = gateways.issue(gateway).orElseThrow();
            Gateways.eventually(() -> gateways.state(issued.id()) == LicenceState.IN_FORCE);
            Licence old = gateways.licence(issued.id());

            assertThat(gateways.takeOver(gateway, old, taker)).isEmpty();

            gateways.letGo(old, taker);
            Gateways.eventually(() -> gateway.view()
                    .standing(gateways.department, digest(old))
                    .target()
                    .isPresent());
            Optional<Licence> taken = gateways.takeOver(gateway, old, taker);
            Gateways.eventually(() -> gateways.state(taken.orElseThrow().id()) == LicenceState.IN_FORCE);
        }
    }
}
