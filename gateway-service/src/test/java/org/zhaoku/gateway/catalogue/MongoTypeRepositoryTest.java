package org.zhaoku.gateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.zhaoku.gateway.store.TestServer;
import org.zhaoku.gateway.store.TestStore;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
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
