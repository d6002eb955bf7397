package org.zhaoku.gateway.issue;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zhaoku.chaincode.command.AnchorBatch;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.gateway.ledger.Ledger;
import org.zhaoku.gateway.ledger.LedgerBlock;
import org.zhaoku.gateway.ledger.LedgerException;
import org.zhaoku.gateway.ledger.LedgerException.Kind;
import org.zhaoku.gateway.ledger.PreparedTransaction;
import org.zhaoku.gateway.testing.Codes;
import org.zhaoku.verifier.anchor.BatchHeader;
import org.zhaoku.verifier.anchor.SignedBatch;
import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.MessageSigner;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.pki.Sm2PrivateKey;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm2Signature;
import org.zhaoku.verifier.sm.Sm3;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

final class SubmitterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final Scripted ledger = new Scripted();
    private final Alarms alarms = new Alarms();
    private final Kept batches = new Kept();
    private final Submitter submitter = new Submitter(
            ledger,
            batches,
            batch -> Mono.just(new AnchorBatch(batch.batch())),
            alarms,
            new BatchProperties(
                    Duration.ofMillis(10),
                    Duration.ofMillis(1),
                    10,
                    10,
                    10,
                    1,
                    Duration.ofSeconds(30),
                    Duration.ofMillis(200),
                    Duration.ofMillis(300)));
    private final Batch batch = new Batch(List.of("draft"), signed(), List.of("id"), List.of(), false);

    private void submit() {
        StepVerifier.create(submitter.submit(batch)).expectComplete().verify(PATIENCE);
    }

    @Test
    void a_transaction_is_kept_before_it_is_submitted() {
        submit();

        assertThat(events).containsExactly("prepare 1", "keep 1", "submit 1");
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "IN_DOUBT"})
    void while_nothing_final_is_known_the_same_transaction_is_submitted_again(Kind kind) {
        ledger.answers.add(failure(kind, "CODE"));
        ledger.answers.add(failure(kind, "CODE"));

        submit();

        assertThat(events).containsExactly("prepare 1", "keep 1", "submit 1", "submit 1", "submit 1");
        assertThat(alarms.all()).isEmpty();
    }

    @Test
    void a_transaction_that_lost_a_race_is_prepared_anew_as_often_as_it_takes() {
        for (int i = 0; i < 3; i++) {
            ledger.answers.add(failure(Kind.OUTDATED, "LEDGER_MVCC_READ_CONFLICT"));
        }

        submit();

        assertThat(events)
                .startsWith("prepare 1", "keep 1", "submit 1", "drop 1", "prepare 2", "keep 2", "submit 2")
                .endsWith("submit 4");
        assertThat(alarms.all()).isEmpty();
    }

    @Test
    void a_transaction_outdated_by_new_rules_is_prepared_anew_once() {
        ledger.answers.add(failure(Kind.OUTDATED, "LEDGER_ENDORSEMENT_POLICY_FAILURE"));

        submit();

        assertThat(events).endsWith("drop 1", "prepare 2", "keep 2", "submit 2");
        assertThat(alarms.all()).isEmpty();
    }

    @Test
    void the_second_transaction_that_the_rules_refuse_raises_an_alarm() {
        ledger.answers.add(failure(Kind.OUTDATED, "LEDGER_ENDORSEMENT_POLICY_FAILURE"));
        ledger.answers.add(failure(Kind.OUTDATED, "LEDGER_ENDORSEMENT_POLICY_FAILURE"));

        submit();

        assertThat(alarms.all()).containsValue("LEDGER_ENDORSEMENT_POLICY_FAILURE");
        assertThat(events).endsWith("submit 2", "drop 2");
        awaitWellAgain();
    }

    @Test
    void a_refused_batch_raises_an_alarm_and_is_tried_again_much_later() {
        ledger.answers.add(failure(Kind.REFUSED, "KEY_RETIRED"));

        submit();

        assertThat(alarms.all()).containsValue("KEY_RETIRED");
        assertThat(events).containsExactly("prepare 1", "keep 1", "submit 1");
        awaitWellAgain();
    }

    @Test
    void changes_that_others_overtook_are_decided_anew_unless_the_batch_is_there() {
        var renewal = new Batch(List.of("draft"), signed(), List.of("id"), List.of("id"), false);
        ledger.answers.add(failure(Kind.REFUSED, "STATUS_CONFLICT"));
        ledger.answers.add(failure(Kind.REFUSED, "STATUS_FROM_WRONG"));

        StepVerifier.create(submitter.submit(renewal)).expectComplete().verify(PATIENCE);

        assertThat(events)
                .startsWith("batches:get", "prepare 1", "keep 1", "submit 1", "drop 1", "batches:get", "prepare 2")
                .endsWith("keep 3", "submit 3");
        assertThat(alarms.all()).isEmpty();
        events.clear();
        batches.kept = null;
        ledger.found = true;
        StepVerifier.create(submitter.submit(renewal)).expectComplete().verify(PATIENCE);
        assertThat(events).containsExactly("batches:get");
    }

    private void awaitWellAgain() {
        Flux.interval(Duration.ofMillis(20))
                .filter(tick -> alarms.all().isEmpty())
                .blockFirst(PATIENCE);
    }

    @Test
    void what_cannot_be_kept_is_not_submitted() {
        batches.broken = true;

        StepVerifier.create(submitter.submit(batch))
                .expectSubscription()
                .thenAwait(Duration.ofMillis(150))
                .thenCancel()
                .verify(PATIENCE);

        assertThat(events).contains("prepare 1").noneMatch(event -> event.startsWith("submit"));
    }

    @Test
    void after_a_restart_the_ledger_is_asked_before_anything_is_submitted() {
        ledger.found = true;

        StepVerifier.create(submitter.resume(batch)).expectComplete().verify(PATIENCE);

        assertThat(events).containsExactly("batches:get");
    }

    @Test
    void after_a_restart_the_kept_transaction_is_submitted() {
        batches.kept = new PreparedTransaction("7", Bytes.utf8("seven"));

        StepVerifier.create(submitter.resume(batch)).expectComplete().verify(PATIENCE);

        assertThat(events).containsExactly("batches:get", "submit 7");
    }

    @Test
    void a_batch_that_the_ledger_has_is_not_submitted() {
        ledger.same = true;

        submit();

        assertThat(events).isEmpty();
    }

    private static LedgerException failure(Kind kind, String code) {
        return new LedgerException(kind, code, "scripted");
    }

    private static SignedBatch signed() {
        var random = new SecureRandom();
        Sm2PrivateKey key = Sm2PrivateKey.of(BigInteger.TEN);
        var kid = new KeyId(Bytes.fromHex("0102030405060708"));
        var signer = new MessageSigner() {
            @Override
            public KeyId kid() {
                return kid;
            }

            @Override
            public Sm2Signature sign(Bytes message) {
                return key.sign(message, random);
            }
        };
        var tree = new TileTree(List.of(Sm3.digest(Bytes.utf8("statement"))));
        var header = new BatchHeader(
                new Network("test"),
                Codes.department(),
                "TestMSP",
                kid,
                new TreeSet<>(List.of(Codes.type().value())),
                1,
                tree.root(),
                Sm3.digest(Bytes.concat(tree.tileRoots())));
        return SignedBatch.sign(header, tree.tileRoots(), signer);
    }

    /** Keeps one transaction, and tells of it. */
    private final class Kept implements BatchRepository {
        private @Nullable PreparedTransaction kept;
        private boolean broken;

        @Override
        public Mono<Void> keepTransaction(Bytes batchKey, PreparedTransaction transaction) {
            return Mono.defer(() -> {
                if (broken) {
                    return Mono.error(new IllegalStateException("no database"));
                }
                events.add("keep " + transaction.id());
                kept = transaction;
                return Mono.empty();
            });
        }

        @Override
        public Mono<PreparedTransaction> transaction(Bytes batchKey) {
            return Mono.defer(() -> Mono.justOrEmpty(kept));
        }

        @Override
        public Mono<Void> dropTransaction(Bytes batchKey, PreparedTransaction transaction) {
            return Mono.fromRunnable(() -> {
                events.add("drop " + transaction.id());
                kept = null;
            });
        }

        @Override
        public Mono<Void> insert(Batch stored) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Mono<Batch> find(Bytes batchKey) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Flux<Batch> open() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Mono<Void> anchored(Bytes batchKey) {
            throw new UnsupportedOperationException();
        }
    }

    /** Fails as it is told, then succeeds. */
    private final class Scripted implements Ledger {
        private final Queue<LedgerException> answers = new ArrayDeque<>();
        private int prepared;
        private boolean found;
        private boolean same;

        @Override
        public Network network() {
            return new Network("test");
        }

        @Override
        public String region() {
            return "TestMSP";
        }

        @Override
        public boolean shared() {
            return true;
        }

        @Override
        public Mono<PreparedTransaction> prepare(Command command) {
            return Mono.defer(() -> {
                if (same) {
                    return Mono.empty();
                }
                prepared++;
                events.add("prepare " + prepared);
                return Mono.just(new PreparedTransaction("" + prepared, command.encode()));
            });
        }

        @Override
        public Mono<Outcome> submit(PreparedTransaction transaction) {
            return Mono.defer(() -> {
                events.add("submit " + transaction.id());
                LedgerException failure = answers.poll();
                return failure == null ? Mono.just(Outcome.CHANGED) : Mono.error(failure);
            });
        }

        @Override
        public Mono<Bytes> query(String function, String... arguments) {
            return Mono.fromSupplier(() -> {
                events.add(function);
                return Bytes.utf8(found ? "{}" : "null");
            });
        }

        @Override
        public Mono<Long> height() {
            return Mono.just(0L);
        }

        @Override
        public Flux<LedgerBlock> blocks(long from) {
            return Flux.never();
        }
    }
}
