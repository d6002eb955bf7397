package org.zhaoku.gateway.issue;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.gateway.ledger.Ledger;
import org.zhaoku.gateway.ledger.LedgerBlock;
import org.zhaoku.gateway.ledger.LedgerException;
import org.zhaoku.gateway.ledger.LedgerException.Kind;
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

    private final Scripted ledger = new Scripted();
    private final Alarms alarms = new Alarms();
    private final Submitter submitter = new Submitter(
            ledger,
            alarms,
            new BatchProperties(
                    Duration.ofMillis(10),
                    10,
                    10,
                    1,
                    Duration.ofSeconds(30),
                    Duration.ofMillis(200),
                    Duration.ofMillis(300)));
    private final Batch batch = new Batch("draft", signed(), List.of("id"), false);

    @Test
    void while_the_ledger_is_unavailable_the_same_batch_is_submitted_again() {
        ledger.answers.add(failure(Kind.UNAVAILABLE));
        ledger.answers.add(failure(Kind.UNAVAILABLE));

        StepVerifier.create(submitter.submit(batch)).expectComplete().verify(PATIENCE);

        assertThat(ledger.submitted).hasSize(3);
        assertThat(new TreeSet<>(ledger.submitted)).hasSize(1);
        assertThat(ledger.queries).isEmpty();
    }

    @Test
    void a_commit_in_doubt_is_asked_for_and_not_submitted_again_if_it_is_there() {
        ledger.answers.add(failure(Kind.IN_DOUBT));
        ledger.found = true;

        StepVerifier.create(submitter.submit(batch)).expectComplete().verify(PATIENCE);

        assertThat(ledger.submitted).hasSize(1);
        assertThat(ledger.queries).containsExactly("batches:get");
    }

    @Test
    void a_commit_in_doubt_that_is_not_there_is_submitted_again() {
        ledger.answers.add(failure(Kind.IN_DOUBT));

        StepVerifier.create(submitter.submit(batch)).expectComplete().verify(PATIENCE);

        assertThat(new TreeSet<>(ledger.submitted)).hasSize(1);
        assertThat(ledger.submitted).hasSize(2);
    }

    @Test
    void a_refused_batch_raises_an_alarm_and_is_tried_again_much_later() {
        ledger.answers.add(failure(Kind.REFUSED));

        StepVerifier.create(submitter.submit(batch)).expectComplete().verify(PATIENCE);

        assertThat(alarms.all()).containsValue("REFUSED");
        assertThat(ledger.submitted).hasSize(1);
        Flux.interval(Duration.ofMillis(20))
                .filter(tick -> alarms.all().isEmpty())
                .blockFirst(PATIENCE);
        assertThat(ledger.submitted).hasSize(2);
    }

    @Test
    void after_a_restart_the_ledger_is_asked_before_anything_is_submitted() {
        ledger.found = true;

        StepVerifier.create(submitter.resume(batch)).expectComplete().verify(PATIENCE);

        assertThat(ledger.submitted).isEmpty();
    }

    private static LedgerException failure(Kind kind) {
        return new LedgerException(kind, kind.name(), "scripted");
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

    /** Fails as it is told, then succeeds. */
    private static final class Scripted implements Ledger {
        private final Queue<LedgerException> answers = new ArrayDeque<>();
        private final List<Bytes> submitted = new ArrayList<>();
        private final List<String> queries = new ArrayList<>();
        private boolean found;

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
        public Mono<Outcome> submit(Command command) {
            return Mono.defer(() -> {
                submitted.add(command.encode());
                LedgerException failure = answers.poll();
                return failure == null ? Mono.just(Outcome.CHANGED) : Mono.error(failure);
            });
        }

        @Override
        public Mono<Bytes> query(String function, String... arguments) {
            return Mono.fromSupplier(() -> {
                queries.add(function);
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
