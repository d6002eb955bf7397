package org.zhaoku.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.zhaoku.gateway.store.Database;
import org.zhaoku.gateway.store.Documents;
import org.zhaoku.gateway.store.TestStore;
import org.zhaoku.gateway.testing.Codes;
import org.zhaoku.gateway.testing.GatewayTest;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.Sm3;

/** A citizen number goes its whole way and is found nowhere: neither in the whole database nor in a log, and no hash of it. */
@ExtendWith(OutputCaptureExtension.class)
final class PersonalDataTest extends GatewayTest {
    private static final String NUMBER = "440300199001010016";

    @Autowired
    private Database database;

    @Test
    void a_citizen_number_is_in_no_dump_and_in_no_log(CapturedOutput log) throws Exception {
        UnifiedSocialCreditCode issuer = registered("示范局");
        LicenceTypeCode type = type(issuer);
        Map<String, Object> licence = licence(type, issuer);
        String path = inForceWith(licence);
        assertThat(get(path).at("/licence/fields/CertificateHolderCode").asString())
                .isEqualTo(NUMBER);
        search(issuer);
        export(issuer);
        post("/api/v1/keyrings/holders/keys", Map.of()).expectStatus().isCreated();
        post(path + "/changes", Map.of("reason", "VOID")).expectStatus().isCreated();
        wrong(licence);

        String dump = TestStore.dump(database);
        assertThat(dump).contains(Bytes.utf8(issuer.value()).hex());
        assertNone(dump, digits());
        http.delete().uri(path + "/personal-data").exchange().expectStatus().isOk();
        assertNone(TestStore.dump(database), digits());
        assertThat(log.getAll()).contains("the personal data of licence");
        assertNone(log.getAll(), texts());
    }

    @Test
    void whatever_was_stored_in_the_clear_or_hashed_without_a_key_would_be_found() throws Exception {
        Documents careless = database.documents("careless");
        for (String text : texts()) {
            careless.insert(new Document("_id", text)).block();
        }
        for (byte[] secret : secrets()) {
            careless.insert(new Document("_id", Codes.type().value()).append("hash", new Binary(secret)))
                    .block();
        }

        String dump = TestStore.dump(database);

        assertThat(digits()).allMatch(dump::contains);
        for (String id :
                careless.ids(Filters.empty(), Sorts.ascending("_id"), 0).toIterable()) {
            careless.delete(Filters.eq("_id", id)).block();
        }
    }

    private static void assertNone(String text, Set<String> traces) {
        assertThat(traces).noneMatch(text::contains);
    }

    private LicenceTypeCode type(UnifiedSocialCreditCode issuer) {
        LicenceTypeCode type = Codes.type();
        Map<String, Object> number =
                Map.of("name", "CertificateHolderCode", "title", "公民身份号码", "kind", "TEXT", "required", true);
        post(
                        "/api/v1/types",
                        Map.of(
                                "code",
                                type.value(),
                                "version",
                                1,
                                "name",
                                "特种作业操作证",
                                "personalNumber",
                                true,
                                "fields",
                                List.of(number),
                                "issuers",
                                List.of(issuer.value())))
                .expectStatus()
                .isCreated();
        return type;
    }

    private static Map<String, Object> licence(LicenceTypeCode type, UnifiedSocialCreditCode issuer) {
        return Map.of(
                "type",
                type.value(),
                "issuer",
                issuer.value(),
                "holderName",
                "欧阳示例",
                "fields",
                Map.of("CertificateHolderCode", NUMBER));
    }

    private String inForceWith(Map<String, Object> licence) {
        String path = String.valueOf(post("/api/v1/licences", licence)
                .expectStatus()
                .isAccepted()
                .returnResult(Void.class)
                .getResponseHeaders()
                .getFirst("Location"));
        eventually(path, "/state", "IN_FORCE");
        return path;
    }

    private void search(UnifiedSocialCreditCode issuer) {
        assertThat(json(post("/api/v1/licences/search", Map.of("department", issuer.value(), "holder", NUMBER)))
                        .at("/licences/0/holderName")
                        .asString())
                .isEqualTo("欧阳示例");
    }

    private void export(UnifiedSocialCreditCode issuer) {
        for (String path : List.of("/api/v1/licences/export", "/api/v1/licences/export.csv")) {
            assertThat(bytes(post(path, Map.of("department", issuer.value(), "holder", NUMBER))))
                    .asString(StandardCharsets.UTF_8)
                    .contains("欧阳示例");
        }
    }

    /** Requests that fail must not leave it behind either. */
    private void wrong(Map<String, Object> licence) {
        problem(post("/api/v1/licences", Map.of("type", NUMBER, "issuer", NUMBER)), 422, "FIELD_INVALID");
        problem(http.get().uri("/api/v1/licences?holder=" + NUMBER).exchange(), 422, "FIELD_INVALID");
        problem(http.get().uri("/api/v1/licences/" + NUMBER).exchange(), 404, "LICENCE_UNKNOWN");
        problem(post("/api/v1/licences/" + NUMBER, licence), 405, "METHOD_NOT_ALLOWED");
    }

    /** The number and its unkeyed hashes. */
    private static List<byte[]> secrets() throws GeneralSecurityException {
        byte[] number = NUMBER.getBytes(StandardCharsets.UTF_8);
        List<byte[]> secrets = new ArrayList<>(List.of(
                number,
                NUMBER.getBytes(StandardCharsets.UTF_16LE),
                Sm3.digest(Bytes.of(number)).toArray()));
        for (String algorithm : List.of("MD5", "SHA-1", "SHA-224", "SHA-256", "SHA-512")) {
            secrets.add(MessageDigest.getInstance(algorithm).digest(number));
        }
        return secrets;
    }

    /** How they may stand in a text. */
    private static Set<String> texts() throws GeneralSecurityException {
        Set<String> texts = new LinkedHashSet<>(List.of(NUMBER));
        for (byte[] secret : secrets()) {
            String hex = HexFormat.of().formatHex(secret);
            texts.addAll(List.of(hex, hex.toUpperCase(Locale.ROOT)));
            texts.add(Base64.getEncoder().withoutPadding().encodeToString(secret));
        }
        return texts;
    }

    /** How they may stand in a dump, which is hexadecimal digits: as text and as bytes. */
    private static Set<String> digits() throws GeneralSecurityException {
        Set<String> digits = new LinkedHashSet<>();
        texts().forEach(text -> digits.add(Bytes.utf8(text).hex()));
        secrets().forEach(secret -> digits.add(HexFormat.of().formatHex(secret)));
        return digits;
    }
}
