package org.zhaoku.gateway.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zhaoku.gateway.keys.SigningKey;
import org.zhaoku.gateway.licence.Licence;
import org.zhaoku.gateway.licence.LicenceState;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.ProblemException;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.anchor.BatchHeader;
import org.zhaoku.verifier.anchor.SignedBatch;
import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.statement.SignedStatement;

/**
 * A gateway dies before and after each write of a batch that the department signed by itself, starts again, and gets the same batch
 * again: it is anchored once, as it was signed, and the gateway, which has a key for the department, too, signs none of it.
 */
final class DetachedCrashTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    private static Path data;

    @TempDir
    private static Path elsewhere;

    private static Gateways gateways;
    private static SigningKey key;

    @BeforeAll
    static void begin() {
        gateways = new Gateways(data);
        key = gateways.keyElsewhere(elsewhere.resolve("key.p12"));
    }

    @AfterAll
    static void end() {
        gateways.close();
    }

    /** What a department sends. */
    private record Sent(SignedBatch batch, TileTree tree, List<Licence> licences) {}

    private static Sent signed(String... serials) {
        LocalDate today = LocalDate.now(LicenceVerifier.ZONE);
        var signer = new DetachedSigner(
                gateways.department,
                List.of(gateways.type),
                gateways.ledger.network(),
                key,
                Instant.now(),
                today,
                RANDOM);
        List<Licence> licences = new ArrayList<>();
        for (String serial : serials) {
            Bytes row = Bytes.utf8("{\"type\":\"" + gateways.type.code().value() + "\",\"issuer\":\""
                    + gateways.department.value() + "\",\"holderName\":\"张三\",\"serial\":\"" + serial
                    + "\",\"fields\":{}}");
            DetachedSigner.Signed signed = signer.sign(row);
            licences.add(DetachedRows.licence(
                    row,
                    signed.statement(),
                    signed.statement()
                            .open(gateways.ledger.network(), key.certificate().publicKey())
                            .orElseThrow(),
                    signed.salts(),
                    gateways.type,
                    gateways.department,
                    new DetachedRows.Days(today, today),
                    Instant.now()));
        }
        var tree = new TileTree(licences.stream()
                .map(licence -> SignedStatement.decode(licence.statement().orElseThrow())
                        .digest())
                .toList());
        var header = new BatchHeader(
                gateways.ledger.network(),
                gateways.department,
                gateways.ledger.region(),
                key.kid(),
                new TreeSet<>(Set.of(gateways.type.code().value())),
                licences.size(),
                tree.root(),
                Sm3.digest(Bytes.concat(tree.tileRoots())));
        return new Sent(SignedBatch.sign(header, tree.tileRoots(), key), tree, licences);
    }

    private static String serial() {
        return RequestedLicence.randomSerial(RANDOM);
    }

    private static Set<Integer> store(Gateways.Running gateway, Sent sent) {
        return gateway.detached()
                .store(sent.batch(), sent.tree(), sent.licences())
                .blockOptional(Gateways.PATIENCE)
                .orElseThrow();
    }

    private static boolean isStored(Gateways.Running gateway, Sent sent) {
        return gateway.detached()
                .stored(sent.batch().key())
                .blockOptional(Gateways.PATIENCE)
                .isPresent();
    }

    private static boolean isThere(Licence licence) {
        return gateways.licences
                .statements(List.of(licence.id()))
                .hasElements()
                .blockOptional(Gateways.PATIENCE)
                .orElseThrow();
    }

    private static void assertInForceOnce(Gateways.Running gateway, Sent sent) {
        Gateways.eventually(() ->
                sent.licences().stream().allMatch(licence -> gateways.state(licence.id()) == LicenceState.IN_FORCE));
        for (Licence licence : sent.licences()) {
            Licence stored = gateways.licence(licence.id());
            assertThat(stored.statement()).isEqualTo(licence.statement());
            assertThat(stored.batchKey()).contains(sent.batch().key());
            assertThat(stored.receipt()
                            .orElseThrow()
                            .leadsFrom(SignedStatement.decode(stored.statement().orElseThrow())
                                    .digest()))
                    .isTrue();
        }
        Gateways.eventually(() -> gateway.backlog().waiting() == 0);
        assertThat(gateway.view()
                        .anchored()
                        .take(Duration.ofMillis(200))
                        .filter(anchored ->
                                anchored.batch().key().equals(sent.batch().key()))
                        .count()
                        .block(Gateways.PATIENCE))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("org.zhaoku.gateway.issue.Crash#atEachWrite")
    void whoever_sends_it_again_has_it_in_force_once_as_it_was_signed(Crash crash) {
        Sent sent = signed(serial(), serial(), serial());
        try (Gateways.Running dying = gateways.start(crash)) {
            Gateways.eventually(() -> dying.outbox().ready());
            dying.detached().store(sent.batch(), sent.tree(), sent.licences()).subscribe(stored -> {}, dead -> {});
            Gateways.eventually(crash::happened);
        }
        try (Gateways.Running next = gateways.start(Crash.NEVER)) {
            Gateways.eventually(() -> next.outbox().ready());
            if (!isStored(next, sent)) {
                assertThat(sent.licences()).noneMatch(DetachedCrashTest::isThere);
                assertThat(store(next, sent)).isEmpty();
            }
            assertInForceOnce(next, sent);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_is_left_without_its_batch_is_deleted_whatever_dies_then(boolean after) {
        Sent sent = signed(serial(), serial());
        var crash = new Crash("BatchRepository.insert", false);
        try (Gateways.Running dying = gateways.start(crash)) {
            Gateways.eventually(() -> dying.outbox().ready());
            dying.detached().store(sent.batch(), sent.tree(), sent.licences()).subscribe(stored -> {}, dead -> {});
            Gateways.eventually(crash::happened);
        }
        assertThat(sent.licences()).allMatch(DetachedCrashTest::isThere);
        var again = new Crash("LicenceRepository.withdraw", after);
        try (Gateways.Running dying = gateways.start(again)) {
            Gateways.eventually(again::happened);
            assertThat(dying.alarms().all()).isEmpty();
        }
        try (Gateways.Running next = gateways.start(Crash.NEVER)) {
            Gateways.eventually(() -> next.outbox().ready());
            assertThat(sent.licences()).noneMatch(DetachedCrashTest::isThere);
            assertThat(store(next, sent)).isEmpty();
            assertInForceOnce(next, sent);
        }
    }

    @Test
    void of_a_batch_with_a_serial_that_is_taken_nothing_is_left() {
        String taken = serial();
        Sent first = signed(taken);
        Sent second = signed(serial(), taken);
        try (Gateways.Running gateway = gateways.start(Crash.NEVER)) {
            Gateways.eventually(() -> gateway.outbox().ready());
            store(gateway, first);
            assertThat(store(gateway, second)).containsExactly(1);
            assertThat(second.licences()).noneMatch(DetachedCrashTest::isThere);
            assertThat(isStored(gateway, second)).isFalse();
            assertInForceOnce(gateway, first);
        }
    }

    @Test
    void two_requests_with_one_batch_store_it_once() {
        Sent sent = signed(serial(), serial());
        try (Gateways.Running one = gateways.start(Crash.NEVER);
                Gateways.Running other = gateways.another()) {
            Gateways.eventually(() -> one.outbox().ready() && other.outbox().ready());
            store(one, sent);

            assertThatThrownBy(() -> store(other, sent))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            problem -> assertThat(problem.code()).isEqualTo(ProblemCode.BATCH_BUSY));
            assertThat(isStored(other, sent)).isTrue();
            assertInForceOnce(one, sent);
        }
    }
}
