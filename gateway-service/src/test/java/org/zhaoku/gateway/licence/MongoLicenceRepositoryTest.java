package org.zhaoku.gateway.licence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.zhaoku.gateway.licence.Licences.CITIZEN_NUMBER;
import static org.zhaoku.gateway.licence.Licences.DEPARTMENT;
import static org.zhaoku.gateway.licence.Licences.HOLDER;
import static org.zhaoku.gateway.licence.Licences.NOON;
import static org.zhaoku.gateway.licence.Licences.OTHER_DEPARTMENT;
import static org.zhaoku.gateway.licence.Licences.id;
import static org.zhaoku.gateway.licence.Licences.received;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.zhaoku.gateway.keys.SealException;
import org.zhaoku.gateway.store.TestServer;
import org.zhaoku.gateway.store.TestStore;
import org.zhaoku.gateway.testing.Codes;
import org.zhaoku.verifier.anchor.FullReceipt;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import reactor.test.StepVerifier;

@ParameterizedClass
@EnumSource(TestServer.class)
class MongoLicenceRepositoryTest {
    private static final Bytes STATEMENT = Bytes.utf8("statement");
    private static final Bytes DISCLOSURES = Bytes.utf8(HOLDER + CITIZEN_NUMBER);
    private static final Bytes BATCH = Bytes.fromHex("ab".repeat(32));

    @TempDir
    Path temp;

    private final TestServer server;
    private TestStore store;
    private LicenceRepository licences;
    private FullReceipt receipt;

    MongoLicenceRepositoryTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void open() {
        store = TestStore.open(server, temp);
        receipt = Licences.receipt(store.signer().region());
        licences = new MongoLicenceRepository(store.database(), store.envelope(), store.holders());
    }

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
        }
    }

    @Test
    void a_licence_comes_back_as_it_was_stored() {
        Licence licence = received(1);
        licences.insert(licence).block();
        StepVerifier.create(licences.find(id(1))).expectNext(licence).verifyComplete();
        StepVerifier.create(licences.find(id(2))).verifyComplete();
    }

    @Test
    void a_licence_without_an_end_has_none() {
        Licence endless = Licences.with(received(1).identifier(), Optional.empty(), received(1));
        licences.insert(endless).block();
        StepVerifier.create(licences.find(id(1))).expectNext(endless).verifyComplete();
    }

    @Test
    void what_a_licence_replaces_comes_back_and_it_is_found_by_its_identifier() {
        var succession = Succession.of(
                id(9), Occasion.RENEWAL, Optional.of(LocalDate.of(2026, 2, 28)), Optional.empty(), List.of("mandate"));
        Licence successor = Licences.replacing(succession, received(1));
        licences.insert(successor).block();
        StepVerifier.create(licences.find(id(1))).expectNext(successor).verifyComplete();
        StepVerifier.create(licences.find(successor.identifier()))
                .assertNext(found -> {
                    assertThat(found.id()).isEqualTo(id(1));
                    assertThat(found.succession()).contains(succession);
                })
                .verifyComplete();
        StepVerifier.create(licences.find(received(2).identifier())).verifyComplete();
    }

    @Test
    void what_is_refused_stays_so() {
        licences.insert(received(1)).block();
        licences.overtaken(List.of(id(1), id(2))).block();
        assertThat(state(1)).isEqualTo(LicenceState.RECEIVED);
        sign(1);
        assertThat(claim("gw-1", 2)).containsExactly(id(1));
        licences.overtaken(List.of(id(1), id(2))).block();
        assertThat(state(1)).isEqualTo(LicenceState.REFUSED);
        assertThat(claim("gw-2", 2)).isEmpty();
        licences.release(List.of("gw-1")).block();
        licences.inForce(BATCH, Map.of(id(1), receipt)).block();
        assertThat(state(1)).isEqualTo(LicenceState.REFUSED);
    }

    @Test
    void an_identifier_is_taken_once() {
        licences.insert(received(1)).block();
        Licence same = Licences.with(received(1).identifier(), Optional.empty(), received(2));
        StepVerifier.create(licences.insert(same)).verifyError(DuplicateIdentifierException.class);
        StepVerifier.create(licences.find(id(2))).verifyComplete();
    }

    @Test
    void the_same_licence_again_is_no_error_and_changes_nothing() {
        licences.insert(received(1)).block();
        sign(1);
        licences.insert(received(1)).block();
        assertThat(state(1)).isEqualTo(LicenceState.SIGNED);
    }

    @Test
    void the_whole_way_carries_everything_along() {
        licences.insert(received(1)).block();
        sign(1);
        claim("gw-1", 10);
        assertThat(state(1)).isEqualTo(LicenceState.ANCHORING);
        licences.inForce(BATCH, Map.of(id(1), receipt)).block();

        Licence licence = stored(1);
        assertThat(licence.state()).isEqualTo(LicenceState.IN_FORCE);
        assertThat(licence.statement()).contains(STATEMENT);
        assertThat(licence.disclosures()).contains(DISCLOSURES);
        assertThat(licence.batchKey()).contains(BATCH);
        assertThat(licence.receipt()).contains(receipt);
        assertThat(licence.holderName()).isEqualTo(HOLDER);
        assertThat(licence.fields()).isEqualTo(received(1).fields());
    }

    @Test
    void a_repeated_or_late_move_does_nothing() {
        licences.insert(received(1)).block();
        licences.inForce(BATCH, Map.of(id(1), receipt)).block();
        assertThat(state(1)).isEqualTo(LicenceState.RECEIVED);
        sign(1);
        licences.signed(id(1), Bytes.utf8("another"), DISCLOSURES).block();
        assertThat(stored(1).statement()).contains(STATEMENT);
        claim("gw-1", 10);
        licences.signed(id(1), STATEMENT, DISCLOSURES).block();
        assertThat(state(1)).isEqualTo(LicenceState.ANCHORING);
        licences.inForce(BATCH, Map.of(id(1), receipt)).block();
        licences.inForce(Bytes.fromHex("cd".repeat(32)), Map.of(id(1), receipt)).block();
        assertThat(stored(1).batchKey()).contains(BATCH);
        assertThat(claim("gw-2", 10)).isEmpty();
        licences.release("gw-", List.of()).block();
        licences.release(List.of("gw-1")).block();
        licences.giveBack(List.of(id(1))).block();
        assertThat(state(1)).isEqualTo(LicenceState.IN_FORCE);
        licences.signed(id(99), STATEMENT, DISCLOSURES).block();
    }

    @Test
    void licences_in_a_state_come_oldest_first() {
        licences.insert(received(3, DEPARTMENT, NOON)).block();
        licences.insert(received(2, DEPARTMENT, NOON.plusMillis(1))).block();
        licences.insert(received(1, DEPARTMENT, NOON)).block();
        sign(1);
        licences.insert(received(0, DEPARTMENT, NOON)).block();
        assertThat(licences.inState(LicenceState.RECEIVED)
                        .map(Licence::id)
                        .collectList()
                        .block())
                .containsExactly(id(0), id(3), id(2));
    }

    @Test
    void a_draft_takes_the_oldest_signed_licences_of_its_department() {
        licences.insert(received(1, DEPARTMENT, NOON.plusSeconds(1))).block();
        licences.insert(received(2, DEPARTMENT, NOON)).block();
        licences.insert(received(3, DEPARTMENT, NOON.plusSeconds(2))).block();
        licences.insert(received(4, OTHER_DEPARTMENT, NOON)).block();
        licences.insert(received(5, DEPARTMENT, NOON)).block();
        List.of(1, 2, 3, 4).forEach(this::sign);

        assertThat(claim("gw-1", 2)).containsExactly(id(2), id(1));
        assertThat(claim("gw-2", 2)).containsExactly(id(3));
        assertThat(claim("gw-3", 2)).isEmpty();
        assertThat(licences.departmentsWithSigned().collectList().block()).containsExactly(OTHER_DEPARTMENT);
    }

    @Test
    void many_are_stored_by_one_write_and_those_that_are_taken_are_named() {
        licences.insert(received(1)).block();
        Licence identifierTaken = Licences.with(received(1).identifier(), Optional.empty(), received(5));

        Set<Integer> taken = licences.insertAll(
                        List.of(received(2), received(1), received(3), identifierTaken, received(2)), Map.of())
                .block();

        assertThat(taken).containsExactlyInAnyOrder(1, 3, 4);
        assertThat(licences.statements(List.of(id(3), id(1), id(5), id(2)))
                        .map(StoredStatement::id)
                        .collectList()
                        .block())
                .containsExactlyInAnyOrder(id(1), id(2), id(3));
        assertThat(licences.count(LicenceState.RECEIVED).block()).isEqualTo(3);
        assertThat(stored(3)).isEqualTo(received(3));
    }

    @Test
    void what_is_stored_with_a_draft_is_anchoring_until_the_draft_is_given_up() {
        licences.insertAll(
                        List.of(signed(1), signed(2), signed(3), signed(4)),
                        Map.of(id(1), "gw-1", id(2), "gw-2", id(3), "gw-2"))
                .block();
        assertThat(licences.countWaiting("gw-1").block()).isEqualTo(2);
        assertThat(licences.countWaiting("gw-").block()).isEqualTo(4);
        assertThat(claim("gw-3", 10)).containsExactly(id(4));

        licences.release(List.of("gw-1")).block();
        assertThat(claim("gw-3", 10)).containsExactly(id(1));
        licences.giveBack(List.of(id(3))).block();
        assertThat(claim("gw-3", 10)).containsExactly(id(3));
        assertThat(state(2)).isEqualTo(LicenceState.ANCHORING);
    }

    private Licence signed(int number) {
        return received(number).signed(STATEMENT, DISCLOSURES);
    }

    @Test
    void a_draft_gets_what_another_has_not_taken() {
        List.of(1, 2, 3).forEach(number -> licences.insert(received(number)).block());
        List.of(1, 3).forEach(this::sign);
        assertThat(claim("gw-1", 1)).containsExactly(id(1));

        assertThat(licences.claim(List.of(id(3), id(2), id(1)), "gw-2")
                        .collectList()
                        .block())
                .containsExactly(id(3));
    }

    @Test
    void a_claim_passes_over_types_without_a_right() {
        licences.insert(received(1)).block();
        sign(1);
        LicenceTypeCode type = stored(1).identifier().type();

        assertThat(licences.waiting(DEPARTMENT, Set.of(type), 10).collectList().block())
                .isEmpty();
        assertThat(licences.waiting(DEPARTMENT, Set.of(Codes.type()), 10)
                        .collectList()
                        .block())
                .containsExactly(new SignedLicence(id(1), type, STATEMENT, false));
    }

    @Test
    void only_the_draft_that_holds_a_licence_has_it_signed_anew() {
        Bytes other = Bytes.utf8("signed by another key");
        licences.insert(received(1)).block();
        sign(1);
        assertThat(licences.signedAnew(id(1), "gw-1", other, DISCLOSURES).block())
                .isNull();
        claim("gw-1", 10);
        assertThat(licences.signedAnew(id(1), "gw-2", other, DISCLOSURES).block())
                .isNull();
        assertThat(stored(1).statement()).contains(STATEMENT);

        Licence anew = licences.signedAnew(id(1), "gw-1", other, DISCLOSURES)
                .blockOptional()
                .orElseThrow();
        assertThat(anew.statement()).contains(other);
        assertThat(stored(1)).isEqualTo(anew);
        licences.inForce(BATCH, Map.of(id(1), receipt)).block();
        assertThat(licences.signedAnew(id(1), "gw-1", STATEMENT, DISCLOSURES).block())
                .isNull();
        assertThat(stored(1).statement()).contains(other);
    }

    @Test
    void a_field_that_is_absent_counts_as_not_claimed() {
        licences.insert(received(1)).block();
        sign(1);
        store.database()
                .documents("licences", LicenceDocuments.SCHEMA)
                .update(Filters.eq("_id", id(1)), Updates.unset("draft"))
                .block();
        assertThat(licences.departmentsWithSigned().collectList().block()).containsExactly(DEPARTMENT);
        assertThat(claim("gw-1", 2)).containsExactly(id(1));
    }

    @Test
    void drafts_without_a_batch_are_given_up() {
        for (int number = 1; number <= 4; number++) {
            licences.insert(received(number)).block();
            sign(number);
        }
        assertThat(claim("gw.1-lost", 1)).containsExactly(id(1));
        assertThat(claim("gw.1-stored", 1)).containsExactly(id(2));
        assertThat(claim("gwx1-other", 1)).containsExactly(id(3));

        licences.release("gw.1-", List.of("gw.1-stored")).block();

        assertThat(claim("gw.1-next", 10)).containsExactly(id(1), id(4));
    }

    @Test
    void two_drafts_never_share_a_licence() throws Exception {
        assumeThat(store.hasAtomicUpdates()).as("updates are atomic").isTrue();
        int count = 60;
        for (int number = 0; number < count; number++) {
            licences.insert(received(number)).block();
            sign(number);
        }
        int gateways = 4;
        var together = new CyclicBarrier(gateways);
        ExecutorService threads = Executors.newFixedThreadPool(gateways);
        try {
            List<Callable<List<String>>> claims = IntStream.range(0, gateways)
                    .<Callable<List<String>>>mapToObj(gateway -> () -> {
                        together.await();
                        return claim("gw" + gateway + "-1", count);
                    })
                    .toList();
            Set<String> taken = new HashSet<>();
            int sum = 0;
            for (Future<List<String>> claim : threads.invokeAll(claims)) {
                taken.addAll(claim.get());
                sum += claim.get().size();
            }
            assertThat(taken).hasSize(count);
            assertThat(sum).isEqualTo(count);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void nothing_of_the_holder_is_readable_in_the_database_or_its_files() throws Exception {
        licences.insert(received(1)).block();
        sign(1);
        String dump = store.dump();
        assertThat(dump).contains(Bytes.utf8(id(1)).hex());
        for (String secret : List.of(HOLDER, CITIZEN_NUMBER)) {
            assertThat(dump).doesNotContain(Bytes.utf8(secret).hex());
        }
        store.close();
        assertThat(TestStore.anyFileHolds(temp, id(1))).isEqualTo(server == TestServer.EMBEDDED);
        for (String secret : List.of(HOLDER, CITIZEN_NUMBER)) {
            assertThat(TestStore.anyFileHolds(temp, secret)).isFalse();
        }
    }

    @Test
    void a_holder_moved_to_another_licence_is_noticed() {
        licences.insert(received(1)).block();
        licences.insert(received(2)).block();
        Document first = store.database()
                .documents("licences", LicenceDocuments.SCHEMA)
                .find(id(1))
                .blockOptional()
                .orElseThrow();
        store.database()
                .documents("licences", LicenceDocuments.SCHEMA)
                .update(Filters.eq("_id", id(2)), Updates.set("sealed", first.get("sealed")))
                .block();
        StepVerifier.create(licences.find(id(2))).verifyError(SealException.class);
    }

    private void sign(int number) {
        licences.signed(id(number), STATEMENT, DISCLOSURES).block();
    }

    private Licence stored(int number) {
        return licences.find(id(number)).blockOptional().orElseThrow();
    }

    private LicenceState state(int number) {
        return stored(number).state();
    }

    private List<String> claim(String draft, int limit) {
        return licences.waiting(DEPARTMENT, Set.of(), limit)
                .map(SignedLicence::id)
                .collectList()
                .flatMapMany(ids -> licences.claim(ids, draft))
                .collectList()
                .blockOptional()
                .orElseThrow();
    }
}
