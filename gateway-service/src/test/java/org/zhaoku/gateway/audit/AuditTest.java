package org.zhaoku.gateway.audit;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.zhaoku.gateway.issue.MongoBatchRepository;
import org.zhaoku.gateway.ledger.Ledger;
import org.zhaoku.gateway.ledger.LedgerBlock;
import org.zhaoku.gateway.ledger.PassingLedger;
import org.zhaoku.gateway.ledger.Submitter;
import org.zhaoku.gateway.licence.MongoStatements;
import org.zhaoku.gateway.store.Database;
import org.zhaoku.gateway.store.Documents;
import org.zhaoku.gateway.testing.GatewayTest;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** A gateway's real data, changed behind its back: the auditor names each change. */
class AuditTest extends GatewayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** The form of stored licences. */
    private static final int LICENCES_SCHEMA = 2;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Database database;

    private Documents licences;
    private String first;
    private String second;
    private Document was;

    @BeforeEach
    void issue() {
        licences = database.documents("licences", LICENCES_SCHEMA);
        UnifiedSocialCreditCode issuer = registered("示范局");
        LicenceTypeCode type = published(issuer);
        first = id(inForce(type, issuer));
        second = id(inForce(type, issuer));
        was = stored(first);
    }

    @AfterEach
    void restore() {
        was.forEach((field, value) -> {
            if (!field.equals("_id")) {
                change(first, set(field, value));
            }
        });
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private Document stored(String id) {
        return Objects.requireNonNull(licences.find(id).block(PATIENCE));
    }

    private void change(String id, Bson update) {
        licences.update(eq("_id", id), update).block(PATIENCE);
    }

    private List<Finding> audit() {
        return audit(ledger);
    }

    private List<Finding> audit(Ledger seen) {
        return new Audit(seen, new MongoBatchRepository(database, Clock.systemUTC()), new MongoStatements(database))
                .run()
                .findings();
    }

    private static byte[] bytes(Document document, String field) {
        return document.get(field, Binary.class).getData();
    }

    @Test
    void what_a_gateway_wrote_agrees_with_the_ledger() {
        assertThat(audit()).isEmpty();
    }

    @Test
    void a_changed_bit_of_a_statement_is_named() {
        byte[] statement = bytes(was, "statement");
        statement[statement.length - 1] ^= 1;
        change(first, set("statement", new Binary(statement)));

        assertThat(audit())
                .extracting(Finding::code)
                .containsExactly(Finding.Code.STATEMENT_WRONG, Finding.Code.ROOT_DIFFERS);
    }

    @Test
    void a_statement_in_the_place_of_another_is_named_as_there_twice() {
        change(first, set("statement", stored(second).get("statement")));

        assertThat(audit())
                .extracting(Finding::code)
                .contains(Finding.Code.STATEMENT_TWICE, Finding.Code.IDENTIFIER_TWICE, Finding.Code.ROOT_DIFFERS);
    }

    @Test
    void another_licences_receipt_is_named() {
        change(first, set("receipt", stored(second).get("receipt")));

        assertThat(audit()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(Finding.Code.RECEIPT_WRONG);
            assertThat(finding.where()).isEqualTo(first);
        });
    }

    @Test
    void a_licence_that_claims_to_be_in_force_without_a_batch_is_named() {
        Document forged =
                new Document(was).append("_id", "f".repeat(32)).append("identifier", was.getString("identifier") + "+");
        forged.remove("schema");
        licences.insert(forged).block(PATIENCE);
        try {
            assertThat(audit()).singleElement().satisfies(finding -> {
                assertThat(finding.code()).isEqualTo(Finding.Code.LICENCE_NOT_ANCHORED);
                assertThat(finding.where()).isEqualTo("f".repeat(32));
            });
        } finally {
            change("f".repeat(32), set("state", "RECEIVED"));
        }
    }

    @Test
    void a_record_whose_envelope_another_region_signed_is_named() {
        JsonNode at = get("/api/v1/licences/" + first).at("/licence/position");
        var place = new Position(at.get("block").asLong(), at.get("transaction").asInt());

        List<Finding> found = audit(new PassingLedger(ledger) {
            @Override
            public Flux<LedgerBlock> blocks(long from) {
                return super.blocks(from).map(block -> signedByAnother(block, place));
            }
        });

        assertThat(found).anySatisfy(finding -> {
            assertThat(finding.code()).isEqualTo(Finding.Code.RECORD_REFUSED);
            assertThat(finding.where()).isEqualTo(place.toString());
            assertThat(finding.detail()).contains("RegionBMSP", "RECORD_REGION_WRONG");
        });
    }

    private static LedgerBlock signedByAnother(LedgerBlock block, Position place) {
        return new LedgerBlock(
                block.number(),
                block.entries().stream()
                        .map(entry -> entry.position().equals(place)
                                ? new LedgerBlock.Entry(
                                        place, Submitter.sole("RegionBMSP"), entry.name(), entry.payload())
                                : entry)
                        .toList());
    }

    @Test
    @Timeout(60)
    void a_peer_that_answers_otherwise_than_its_blocks_say_is_named_though_no_block_comes_any_more() {
        List<Finding> found = audit(new PassingLedger(ledger) {
            @Override
            public Mono<Bytes> query(String function, String... arguments) {
                return function.equals("batches:get")
                        ? Mono.just(Bytes.utf8("null"))
                        : super.query(function, arguments);
            }
        });

        assertThat(found).hasSizeGreaterThan(1).extracting(Finding::code).containsOnly(Finding.Code.STATE_DIFFERS);
    }

    @Test
    void no_finding_shows_an_identifier_or_a_name() {
        change(first, set("statement", stored(second).get("statement")));

        assertThat(audit().toString())
                .doesNotContain(was.getString("identifier"), stored(second).getString("identifier"), "照库小吃店");
    }
}
