package org.zhaoku.gateway.ledger.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zhaoku.gateway.ledger.fabric.FakePeer.detail;
import static org.zhaoku.gateway.ledger.fabric.FakePeer.error;
import static org.zhaoku.gateway.ledger.fabric.FakePeer.hang;
import static org.zhaoku.gateway.ledger.fabric.FakePeer.lostAnswer;

import com.google.protobuf.ByteString;
import io.grpc.Status.Code;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.gateway.ledger.LedgerException;
import org.zhaoku.gateway.ledger.LedgerException.Kind;
import org.zhaoku.gateway.ledger.PreparedTransaction;
import org.zhaoku.gateway.ledger.fabric.FakePeer.Stage;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The steps of a transaction against peers that speak Fabric's protocol, at each step with each fault. */
final class FabricLedgerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    private Path folder;

    private FakeNetwork network;
    private FabricLedger ledger;

    @BeforeEach
    void begin() {
        network = new FakeNetwork(folder, 3);
        ledger = network.ledger();
    }

    @AfterEach
    void end() {
        network.close();
    }

    private static <T> T value(Mono<T> mono) {
        return mono.blockOptional(PATIENCE).orElseThrow();
    }

    private static LedgerException failure(Mono<?> mono) {
        return value(mono.then(Mono.<LedgerException>empty())
                .onErrorResume(LedgerException.class, Mono::just)
                .switchIfEmpty(Mono.error(new AssertionError("it did not fail"))));
    }

    private PreparedTransaction prepared() {
        return value(ledger.prepare(FakeNetwork.command()));
    }

    /** The transaction took effect once, and no other envelope than this one was ever sent. */
    private void assertOnce(PreparedTransaction transaction) {
        assertThat(network.fabric.valid()).isEqualTo(1);
        assertThat(network.fabric.transactions()).isEqualTo(1);
        assertThat(new HashSet<>(network.fabric.ordered()))
                .singleElement()
                .satisfies(envelope -> assertThat(transaction.envelope().hex())
                        .contains(org.zhaoku.verifier.bytes.Bytes.of(envelope.toByteArray())
                                .hex()));
    }

    @Test
    void a_transaction_goes_through_the_own_peer_and_takes_effect() {
        PreparedTransaction transaction = prepared();
        assertThat(network.fabric.transactions()).isZero();

        assertThat(value(ledger.submit(transaction))).isEqualTo(Outcome.CHANGED);

        assertOnce(transaction);
        assertThat(network.other().calls(Stage.ENDORSE)).isZero();
    }

    @Test
    void what_the_ledger_has_is_not_ordered_again() {
        network.own().answers(Outcome.SAME);

        assertThat(value(ledger.submit(FakeNetwork.command()))).isEqualTo(Outcome.SAME);

        assertThat(network.fabric.transactions()).isZero();
    }

    @Test
    void what_was_submitted_before_has_no_further_effect() {
        PreparedTransaction transaction = prepared();
        value(ledger.submit(transaction));

        assertThat(value(network.ledger().submit(transaction))).isEqualTo(Outcome.CHANGED);

        assertOnce(transaction);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "OK")
    void whatever_code_endorsing_fails_with_the_next_peer_is_asked(Code code) {
        network.own().next(Stage.ENDORSE, error(code, "some fault"));

        value(ledger.submit(FakeNetwork.command()));

        assertThat(network.fabric.valid()).isEqualTo(1);
        assertThat(network.other().calls(Stage.ENDORSE)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "OK")
    void whatever_code_submitting_fails_with_a_transaction_that_was_ordered_is_found(Code code) {
        PreparedTransaction transaction = prepared();
        network.own().next(Stage.SUBMIT, (client, effect) -> {
            effect.run();
            error(code, "some fault").meet(client, effect);
        });

        assertThat(value(ledger.submit(transaction))).isEqualTo(Outcome.CHANGED);

        assertOnce(transaction);
        assertThat(network.fabric.ordered()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "OK")
    void whatever_code_submitting_fails_with_a_transaction_that_was_lost_is_sent_again(Code code) {
        PreparedTransaction transaction = prepared();
        network.own().next(Stage.SUBMIT, error(code, "some fault"));

        assertThat(value(ledger.submit(transaction))).isEqualTo(Outcome.CHANGED);

        assertOnce(transaction);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "OK")
    void whatever_code_waiting_fails_with_the_first_verdict_counts(Code code) {
        PreparedTransaction transaction = prepared();
        network.own().next(Stage.COMMIT, error(code, "some fault"));

        assertThat(value(ledger.submit(transaction))).isEqualTo(Outcome.CHANGED);

        assertOnce(transaction);
    }

    @Test
    void a_transaction_that_the_orderers_took_and_lost_is_sent_again() {
        PreparedTransaction transaction = prepared();
        network.own().next(Stage.SUBMIT, (client, effect) -> {
            @SuppressWarnings("unchecked")
            var submitted = (io.grpc.stub.StreamObserver<org.hyperledger.fabric.protos.gateway.SubmitResponse>) client;
            submitted.onNext(org.hyperledger.fabric.protos.gateway.SubmitResponse.getDefaultInstance());
            submitted.onCompleted();
        });

        assertThat(value(ledger.submit(transaction))).isEqualTo(Outcome.CHANGED);

        assertOnce(transaction);
        assertThat(network.fabric.ordered()).hasSize(1);
    }

    @Test
    void a_request_that_the_orderers_have_already_processed_is_waited_for() {
        PreparedTransaction transaction = prepared();
        var processed = error(
                Code.UNAVAILABLE,
                "insufficient number of orderers could successfully process transaction to satisfy quorum requirement",
                detail(
                        "OrdererAMSP",
                        "received unsuccessful response from orderer: status=SERVICE_UNAVAILABLE, info=failed to submit"
                                + " request: request already processed"));
        network.own().next(Stage.SUBMIT, lostAnswer());
        network.other().next(Stage.SUBMIT, processed);

        assertThat(value(ledger.submit(transaction))).isEqualTo(Outcome.CHANGED);

        assertOnce(transaction);
    }

    @Test
    void an_envelope_that_an_orderer_will_never_take_is_outdated() {
        network.own()
                .next(
                        Stage.SUBMIT,
                        error(
                                Code.UNAVAILABLE,
                                "insufficient number of orderers",
                                detail("OrdererBMSP", "connection refused"),
                                detail(
                                        "OrdererAMSP",
                                        "received unsuccessful response from orderer: status=FORBIDDEN, info=identity"
                                                + " expired")));

        LedgerException outdated = failure(ledger.submit(prepared()));

        assertThat(outdated.kind()).isEqualTo(Kind.OUTDATED);
        assertThat(outdated.code()).isEqualTo("LEDGER_ENVELOPE_REFUSED");
        assertThat(outdated.raced()).isFalse();
    }

    @Test
    void an_envelope_that_is_refused_only_because_it_was_committed_is_found() {
        PreparedTransaction transaction = prepared();
        network.own().next(Stage.SUBMIT, (client, effect) -> {
            effect.run();
            error(Code.ABORTED, "received unsuccessful response from orderer: status=BAD_REQUEST, info=again")
                    .meet(client, effect);
        });

        assertThat(value(ledger.submit(transaction))).isEqualTo(Outcome.CHANGED);

        assertOnce(transaction);
    }

    @ParameterizedTest
    @EnumSource(names = {"MVCC_READ_CONFLICT", "PHANTOM_READ_CONFLICT", "ENDORSEMENT_POLICY_FAILURE", "BAD_PAYLOAD"})
    void a_transaction_that_was_committed_as_invalid_is_outdated(TxValidationCode code) {
        network.fabric.nextIs(code);

        LedgerException outdated = failure(ledger.submit(prepared()));

        assertThat(outdated.kind()).isEqualTo(Kind.OUTDATED);
        assertThat(outdated.code()).isEqualTo("LEDGER_" + code);
        assertThat(outdated.raced()).isEqualTo(code.name().endsWith("READ_CONFLICT"));
    }

    @ParameterizedTest
    @EnumSource(names = {"MVCC_READ_CONFLICT", "ENDORSEMENT_POLICY_FAILURE"})
    void a_change_whose_transaction_is_outdated_is_prepared_anew(TxValidationCode code) {
        network.fabric.nextIs(code);

        assertThat(value(ledger.submit(FakeNetwork.command()))).isEqualTo(Outcome.CHANGED);

        assertThat(network.fabric.transactions()).isEqualTo(2);
        assertThat(network.fabric.valid()).isEqualTo(1);
    }

    @Test
    void a_contracts_code_comes_through() {
        network.own()
                .next(
                        Stage.ENDORSE,
                        error(
                                Code.ABORTED,
                                "failed to endorse transaction, see attached details for more info",
                                detail(FakeNetwork.REGION, "chaincode response 500, KEY_RETIRED: since then")));

        LedgerException refused = failure(ledger.prepare(FakeNetwork.command()));

        assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
        assertThat(refused.code()).isEqualTo("KEY_RETIRED");
        assertThat(network.own().calls(Stage.ENDORSE)).isEqualTo(1);
    }

    @Test
    void of_differing_contract_answers_the_own_regions_counts() {
        network.own()
                .next(
                        Stage.ENDORSE,
                        error(
                                Code.ABORTED,
                                "failed to collect",
                                detail("RegionBMSP", "chaincode response 500, DEPARTMENT_UNKNOWN: no"),
                                detail(FakeNetwork.REGION, "chaincode response 500, KEY_RETIRED: since then")));

        assertThat(failure(ledger.prepare(FakeNetwork.command())).code()).isEqualTo("KEY_RETIRED");
    }

    @Test
    void another_regions_refusal_alone_is_not_final() {
        network.own()
                .next(
                        Stage.ENDORSE,
                        error(
                                Code.ABORTED,
                                "failed to collect",
                                detail("RegionBMSP", "chaincode response 500, DEPARTMENT_UNKNOWN: no")));

        value(ledger.prepare(FakeNetwork.command()));

        assertThat(network.own().calls(Stage.ENDORSE)).isEqualTo(2);
    }

    @Test
    void while_discovery_lags_after_a_start_it_is_asked_again() {
        for (FakePeer peer : network.peers) {
            peer.next(Stage.ENDORSE, error(Code.FAILED_PRECONDITION, "No metadata was found for chaincode zhaoku"));
            peer.next(Stage.ENDORSE, error(Code.FAILED_PRECONDITION, "no peer combination can satisfy the policy"));
        }

        value(ledger.submit(FakeNetwork.command()));

        assertThat(network.fabric.valid()).isEqualTo(1);
    }

    @Test
    void endorsers_that_are_never_there_are_named_by_a_code() {
        for (FakePeer peer : network.peers) {
            for (int i = 0; i < 10; i++) {
                peer.next(Stage.ENDORSE, error(Code.FAILED_PRECONDITION, "no combination of peers can be derived"));
            }
        }

        LedgerException unavailable = failure(ledger.prepare(FakeNetwork.command()));

        assertThat(unavailable.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(unavailable.code()).isEqualTo("LEDGER_NO_ENDORSERS");
    }

    @Test
    void a_peer_with_too_many_calls_is_asked_again_and_not_left() {
        network.own()
                .next(
                        Stage.ENDORSE,
                        error(
                                Code.UNKNOWN,
                                "too many requests for /gateway.Gateway, exceeding concurrency limit (500)"));

        value(ledger.submit(FakeNetwork.command()));

        assertThat(network.own().calls(Stage.ENDORSE)).isEqualTo(2);
        assertThat(network.other().calls(Stage.ENDORSE)).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"ENDORSE", "SUBMIT", "COMMIT"})
    void a_step_that_hangs_ends_at_its_deadline_and_goes_to_another_peer(Stage stage) {
        network.own().next(stage, hang());

        assertThat(value(ledger.submit(FakeNetwork.command()))).isEqualTo(Outcome.CHANGED);

        assertThat(network.fabric.valid()).isEqualTo(1);
    }

    @Test
    void a_query_that_hangs_goes_to_another_peer() {
        network.own().next(Stage.EVALUATE, hang());

        assertThat(value(ledger.query("ledger:about")).toString()).isNotEmpty();

        assertThat(network.other().calls(Stage.EVALUATE)).isEqualTo(1);
    }

    @Test
    void the_own_peer_serves_again_when_it_is_well_again() {
        network.own().next(Stage.ENDORSE, error(Code.UNAVAILABLE, "io exception"));
        value(ledger.submit(FakeNetwork.command()));

        Flux.interval(Duration.ofMillis(20))
                .filter(tick -> ledger.peers().best().own())
                .blockFirst(PATIENCE);
        int before = network.other().calls(Stage.ENDORSE);
        value(ledger.submit(FakeNetwork.command()));

        assertThat(network.other().calls(Stage.ENDORSE)).isEqualTo(before);
    }

    @Test
    void a_peer_that_was_killed_and_its_successor_on_the_list_serve_each_in_turn() {
        PreparedTransaction transaction = prepared();
        network.own().close();

        assertThat(value(ledger.submit(transaction))).isEqualTo(Outcome.CHANGED);

        assertOnce(transaction);
    }

    @Test
    void a_transaction_outlives_the_process_that_was_killed_after_submitting_it() {
        PreparedTransaction transaction = prepared();
        network.peers.forEach(peer -> peer.next(Stage.COMMIT, hang()));
        var dying = ledger.submit(transaction).subscribe();
        Flux.interval(Duration.ofMillis(10))
                .filter(tick -> network.peers.stream().anyMatch(peer -> peer.calls(Stage.COMMIT) > 0))
                .blockFirst(PATIENCE);
        dying.dispose();
        ledger.close();

        assertThat(value(network.ledger().submit(transaction))).isEqualTo(Outcome.CHANGED);

        assertOnce(transaction);
    }

    @Test
    void beyond_the_queue_a_call_fails_at_once() {
        FabricLedger small = network.ledger(8, 3);
        network.peers.forEach(FakePeer::stop);
        var full = new AtomicInteger();

        Flux.range(0, 20)
                .flatMap(i -> small.query("ledger:about")
                        .then(Mono.<Optional<LedgerException>>empty())
                        .onErrorResume(LedgerException.class, e -> Mono.just(Optional.of(e))))
                .filter(e -> e.orElseThrow().code().equals("LEDGER_QUEUE_FULL"))
                .doOnNext(e -> full.incrementAndGet())
                .take(15)
                .blockLast(FakeNetwork.DEADLINE);

        // two threads ask and three calls wait
        assertThat(full).hasValue(15);
    }

    @Test
    void transactions_that_wait_for_their_block_keep_nobody_from_asking() {
        FabricLedger small = network.ledger(8, 100);
        for (int i = 0; i < 20; i++) {
            network.own().next(Stage.COMMIT, hang());
        }
        var waiting = Flux.range(0, 20)
                .flatMap(i -> small.submit(FakeNetwork.command()))
                .subscribe(outcome -> {}, error -> {});
        Flux.interval(Duration.ofMillis(10))
                .filter(tick -> network.own().calls(Stage.COMMIT) >= 4)
                .blockFirst(PATIENCE);

        assertThat(small.query("ledger:about").block(FakeNetwork.DEADLINE)).isNotNull();

        waiting.dispose();
    }

    @Test
    void a_renewed_identity_is_used_without_a_restart_and_half_of_one_is_not() throws Exception {
        prepared();
        ByteString first = network.own().lastCreator();
        String oldKey = java.nio.file.Files.readString(network.identity.privateKey());

        IdentityFiles.write(folder, Duration.ofDays(90));
        String newKey = java.nio.file.Files.readString(network.identity.privateKey());
        network.identity.replaceKey(oldKey);
        prepared();
        ByteString half = network.own().lastCreator();
        network.identity.replaceKey(newKey);
        prepared();
        ByteString renewed = network.own().lastCreator();

        assertThat(half).isEqualTo(first);
        assertThat(renewed).isNotEqualTo(first);
    }
}
