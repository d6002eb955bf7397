package org.zhaoku.gateway.issue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.zhaoku.gateway.keys.SigningKey;
import org.zhaoku.gateway.ledger.PreparedTransaction;
import org.zhaoku.gateway.store.StoreException;
import org.zhaoku.gateway.store.TestServer;
import org.zhaoku.gateway.store.TestStore;
import org.zhaoku.verifier.anchor.BatchHeader;
import org.zhaoku.verifier.anchor.SignedBatch;
import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.Sm3;
import reactor.test.StepVerifier;

@ParameterizedClass
@EnumSource(TestServer.class)
class MongoBatchRepositoryTest {
    private static final Instant NOON = Instant.parse("2026-03-01T04:00:00Z");

    @TempDir
    Path temp;

    private final TestServer server;
    private TestStore store;
    private SigningKey key;

    MongoBatchRepositoryTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void open() {
        store = TestStore.open(server, temp);
        key = store.signer().region();
    }

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
        }
    }

    @Test
    void a_batch_comes_back_byte_for_byte() {
        Batch stored = batch("gw-1", 300);
        batches(NOON).insert(stored).block();
        Batch found = batches(NOON).find(stored.batch().key()).blockOptional().orElseThrow();
        assertThat(found).usingRecursiveComparison().ignoringFields("batch").isEqualTo(stored);
        assertThat(found.batch().message()).isEqualTo(stored.batch().message());
        assertThat(found.batch().tileRoots()).isEqualTo(stored.batch().tileRoots());
        StepVerifier.create(batches(NOON).find(Sm3.digest())).verifyComplete();
    }

    @Test
    void the_same_batch_again_is_no_error_and_changes_nothing() {
        Batch stored = batch("gw-1", 2);
        batches(NOON).insert(stored).block();
        batches(NOON).anchored(stored.batch().key()).block();
        batches(NOON).insert(stored).block();
        StepVerifier.create(batches(NOON).find(stored.batch().key()))
                .assertNext(found -> assertThat(found.anchored()).isTrue())
                .verifyComplete();
    }

    @Test
    void a_draft_has_one_batch_for_ever() {
        batches(NOON).insert(batch("gw-1", 2)).block();
        StepVerifier.create(batches(NOON).insert(batch("gw-1", 3)))
                .verifyErrorSatisfies(e -> assertThat(e)
                        .isInstanceOfSatisfying(
                                StoreException.class,
                                taken -> assertThat(taken.code()).isEqualTo("DRAFT_TAKEN")));
    }

    @Test
    void open_batches_come_oldest_first_until_they_are_anchored() {
        Batch late = batch("gw-1", 2);
        Batch early = batch("gw-2", 3);
        Batch done = batch("gw-3", 4);
        batches(NOON).insert(late).block();
        batches(NOON.minus(Duration.ofSeconds(2))).insert(early).block();
        batches(NOON.minus(Duration.ofSeconds(1))).insert(done).block();
        batches(NOON).anchored(done.batch().key()).block();
        batches(NOON).anchored(done.batch().key()).block();
        assertThat(batches(NOON)
                        .open()
                        .map(batch -> batch.drafts().get(0))
                        .collectList()
                        .block())
                .containsExactly("gw-2", "gw-1");
    }

    @Test
    void a_batch_keeps_the_last_transaction_until_the_ledger_has_it() {
        Batch stored = batch("gw-1", 2);
        Bytes batchKey = stored.batch().key();
        var first = new PreparedTransaction("1", Bytes.fromHex("01"));
        var second = new PreparedTransaction("2", Bytes.fromHex("0202"));
        batches(NOON).insert(stored).block();
        StepVerifier.create(batches(NOON).transaction(batchKey)).verifyComplete();
        batches(NOON).keepTransaction(batchKey, first).block();
        batches(NOON).keepTransaction(batchKey, second).block();
        StepVerifier.create(batches(NOON).transaction(batchKey))
                .expectNext(second)
                .verifyComplete();
        batches(NOON).anchored(batchKey).block();
        StepVerifier.create(batches(NOON).transaction(batchKey)).verifyComplete();
    }

    @Test
    void only_the_transaction_that_is_outdated_is_forgotten() {
        Batch stored = batch("gw-1", 2);
        Bytes batchKey = stored.batch().key();
        var first = new PreparedTransaction("1", Bytes.fromHex("01"));
        var second = new PreparedTransaction("2", Bytes.fromHex("0202"));
        batches(NOON).insert(stored).block();
        batches(NOON).keepTransaction(batchKey, second).block();
        batches(NOON).dropTransaction(batchKey, first).block();
        StepVerifier.create(batches(NOON).transaction(batchKey))
                .expectNext(second)
                .verifyComplete();
        batches(NOON).dropTransaction(batchKey, second).block();
        StepVerifier.create(batches(NOON).transaction(batchKey)).verifyComplete();
    }

    @Test
    void no_transaction_is_kept_for_a_batch_that_is_not_stored() {
        StepVerifier.create(batches(NOON).keepTransaction(Sm3.digest(), new PreparedTransaction("1", Sm3.digest())))
                .verifyErrorSatisfies(e -> assertThat(e)
                        .isInstanceOfSatisfying(
                                StoreException.class,
                                unknown -> assertThat(unknown.code()).isEqualTo("BATCH_UNKNOWN")));
    }

    private BatchRepository batches(Instant now) {
        return new MongoBatchRepository(store.database(), Clock.fixed(now, ZoneOffset.UTC));
    }

    private Batch batch(String draft, int size) {
        var tree = new TileTree(IntStream.range(0, size)
                .mapToObj(number -> Sm3.digest(Bytes.utf8(draft + number)))
                .toList());
        var header = new BatchHeader(
                new Network("test"),
                UnifiedSocialCreditCode.parse("11440300000000019K"),
                "Org1MSP",
                key.kid(),
                new TreeSet<>(List.of("11100000000013338W011")),
                size,
                tree.root(),
                Sm3.digest(Bytes.concat(tree.tileRoots())));
        return new Batch(
                List.of(draft, draft + "b"),
                SignedBatch.sign(header, tree.tileRoots(), key),
                IntStream.range(0, size).mapToObj(Integer::toString).toList(),
                size > 2 ? List.of("1") : List.of(),
                false);
    }
}
