package org.zhaoku.gateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.zhaoku.gateway.store.TestServer;
import org.zhaoku.gateway.store.TestStore;
import org.zhaoku.gateway.testing.Codes;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import reactor.test.StepVerifier;

@ParameterizedClass
@EnumSource(TestServer.class)
class MongoTypeRepositoryTest {
    private static final LicenceTypeCode SAFETY = LicenceTypeCode.parse("11100000000013338W011");
    private static final LicenceTypeCode ESTATE = LicenceTypeCode.parse("11100000MB03271699001");

    @TempDir
    Path temp;

    private final TestServer server;
    private TestStore store;
    private TypeRepository types;

    MongoTypeRepositoryTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void open() {
        store = TestStore.open(server, temp);
        types = new MongoTypeRepository(store.database());
    }

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
        }
    }

    @Test
    void a_type_comes_back_as_it_was_published() {
        types.publish(type(SAFETY, 1, "合格证")).block();
        StepVerifier.create(types.find(SAFETY, 1))
                .expectNext(type(SAFETY, 1, "合格证"))
                .verifyComplete();
        StepVerifier.create(types.find(SAFETY, 2)).verifyComplete();
    }

    @Test
    void the_same_version_again_is_no_error_but_another_definition_is() {
        types.publish(type(SAFETY, 1, "合格证")).block();
        types.publish(type(SAFETY, 1, "合格证")).block();
        StepVerifier.create(types.publish(type(SAFETY, 1, "另一个名称")))
                .verifyErrorSatisfies(e -> assertThat(e)
                        .isInstanceOfSatisfying(
                                TypeVersionTakenException.class,
                                taken -> assertThat(taken.code()).isEqualTo("TYPE_VERSION_TAKEN"))
                        .hasMessageContaining(SAFETY.value()));
        StepVerifier.create(types.find(SAFETY, 1))
                .expectNext(type(SAFETY, 1, "合格证"))
                .verifyComplete();
    }

    @Test
    void the_newest_version_is_the_one_with_the_highest_number() {
        for (int version : List.of(2, 10, 9)) {
            types.publish(type(SAFETY, version, "v" + version)).block();
        }
        StepVerifier.create(types.newest(SAFETY))
                .expectNext(type(SAFETY, 10, "v10"))
                .verifyComplete();
        StepVerifier.create(types.newest(ESTATE)).verifyComplete();
    }

    @Test
    void the_catalogue_has_the_newest_version_of_each_type_in_order() {
        types.publish(type(ESTATE, 1, "不动产权证书")).block();
        types.publish(type(SAFETY, 1, "v1")).block();
        types.publish(type(SAFETY, 2, "v2")).block();
        StepVerifier.create(types.all())
                .expectNext(type(SAFETY, 2, "v2"), type(ESTATE, 1, "不动产权证书"))
                .verifyComplete();
    }

    @Test
    void a_whole_definition_and_its_end_outlive_a_restart() {
        var end = new Retirement(Instant.parse("2026-11-30T08:00:00Z"), "clerk-1", "由新版代替");
        types.publish(DefinitionsTest.whole(1)).block();
        types.publish(DefinitionsTest.whole(2)).block();
        types.retire(SAFETY, 2, end).block();
        types.retire(SAFETY, 2, new Retirement(end.at(), "clerk-2", "又一次")).block();
        assertThat(types.issuing(SAFETY).block()).isEqualTo(1);

        restart();

        assertThat(types.versions(SAFETY).collectList().block())
                .containsExactly(
                        new CatalogueEntry(DefinitionsTest.whole(2), Optional.of(end)),
                        new CatalogueEntry(DefinitionsTest.whole(1), Optional.empty()));
        assertThat(types.issuing(SAFETY).block()).isEqualTo(1);
        types.retire(SAFETY, 1, end).block();
        StepVerifier.create(types.issuing(SAFETY)).verifyComplete();
        StepVerifier.create(types.newest(SAFETY))
                .expectNext(DefinitionsTest.whole(2))
                .verifyComplete();
    }

    @Test
    void a_type_that_was_stored_before_there_were_definitions_is_read() {
        store.database()
                .documents("types")
                .insert(new Document("_id", SAFETY.value() + "/1")
                        .append("code", SAFETY.value())
                        .append("version", 1)
                        .append("name", "合格证")
                        .append("personalNumber", true)
                        .append(
                                "fields",
                                List.of(new Document("name", "Born")
                                        .append("title", "出生日期")
                                        .append("kind", "DATE")
                                        .append("required", false)
                                        .append("face", false)
                                        .append("masked", false)
                                        .append("maxLength", 10))))
                .block();

        assertThat(types.find(SAFETY, 1).block())
                .isEqualTo(new LicenceType(
                        SAFETY,
                        1,
                        "合格证",
                        true,
                        List.of(new FieldDefinition(
                                "Born", "出生日期", FieldDefinition.Kind.DATE, false, false, false, 10))));
        assertThat(types.issuing(SAFETY).block()).isEqualTo(1);
    }

    @Test
    void a_draft_outlives_a_restart_and_a_later_one_takes_its_place() {
        var drafts = new MongoTypeDrafts(store.database());
        UnifiedSocialCreditCode issuer = Codes.department();
        drafts.save(new TypeDraft(DefinitionsTest.whole(1), Set.of(issuer))).block();
        drafts.save(new TypeDraft(DefinitionsTest.whole(2), Set.of(issuer))).block();

        restart();
        drafts = new MongoTypeDrafts(store.database());

        assertThat(drafts.find(SAFETY).block()).isEqualTo(new TypeDraft(DefinitionsTest.whole(2), Set.of(issuer)));
        assertThat(drafts.delete(SAFETY).block()).isTrue();
        assertThat(drafts.delete(SAFETY).block()).isFalse();
    }

    /** The named server keeps its data itself. */
    private void restart() {
        if (server == TestServer.EMBEDDED) {
            store.close();
            open();
        }
    }

    private static LicenceType type(LicenceTypeCode code, int version, String name) {
        return new LicenceType(
                code,
                version,
                name,
                true,
                List.of(
                        new FieldDefinition(
                                "CertificateHolderName", "持证主体", FieldDefinition.Kind.TEXT, true, true, true, 100),
                        new FieldDefinition("Born", "出生日期", FieldDefinition.Kind.DATE, false, false, false, 10)));
    }
}
