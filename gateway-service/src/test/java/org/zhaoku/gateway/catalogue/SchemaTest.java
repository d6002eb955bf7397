package org.zhaoku.gateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.zhaoku.gateway.testing.Codes;
import org.zhaoku.gateway.testing.GatewayTest;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON Schema view of a type and the issuing API say the same of the same inputs. */
final class SchemaTest extends GatewayTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PATTERN = "粤[A-Z][0-9A-Z]{5,6}|[0-9]{2,4}(?:-[a-c]+)?";
    private static final String ABSENT = "absent";

    /** Values of every kind, good and bad for each field. */
    private static final List<Object> VALUES = List.of(
            "张三",
            "𠮷",
            "",
            " ",
            "　",
            "\u2003x",
            "a\nb",
            "line\u2028line",
            "\u0085",
            "粤B12345",
            "粤B1234",
            "粤B12345\n",
            "12-abc",
            "x12-abc",
            "2024-02-29",
            "2023-02-29",
            "2024-1-1",
            "20240101",
            "1",
            "2",
            "9",
            "A",
            "长".repeat(20),
            "长".repeat(21),
            "𠮷".repeat(20),
            "𠮷".repeat(21),
            0,
            -1,
            40.0,
            40.5,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            new java.math.BigInteger("9223372036854775808"),
            true,
            false,
            List.of("1"),
            Map.of("a", 1));

    private static Map<String, Object> field(String name, String kind, boolean required, Map<String, Object> more) {
        Map<String, Object> field =
                new HashMap<>(Map.of("name", name, "title", name, "kind", kind, "required", required));
        field.putAll(more);
        return field;
    }

    private static List<Map<String, Object>> fields(boolean required) {
        return List.of(
                field("Text", "TEXT", required, Map.of("maxLength", 20, "minLength", 2)),
                field("Plate", "TEXT", required, Map.of("pattern", PATTERN)),
                field("CertificateNumber", "TEXT", required, Map.of("maxLength", 20)),
                field("Count", "INTEGER", required, Map.of()),
                field("Flag", "BOOLEAN", required, Map.of()),
                field("Day", "DATE", required, Map.of()),
                field("Category", "CODE", required, Map.of("codeTable", "category")));
    }

    private static final Map<String, Object> GOOD = Map.of(
            "Text", "张三",
            "Plate", "粤B12345",
            "CertificateNumber", "A",
            "Count", 40,
            "Flag", true,
            "Day", "2024-02-29",
            "Category", "1");

    private LicenceTypeCode publish(UnifiedSocialCreditCode issuer, boolean required) {
        LicenceTypeCode type = Codes.type();
        post(
                        "/api/v1/types",
                        Map.of(
                                "code", type.value(),
                                "name", "示范证",
                                "issuers", List.of(issuer.value()),
                                "codeTables",
                                        List.of(Map.of(
                                                "name",
                                                "category",
                                                "codes",
                                                List.of(
                                                        Map.of("code", "1", "name", "甲"),
                                                        Map.of("code", "2", "name", "乙")))),
                                "fields", fields(required)))
                .expectStatus()
                .isCreated();
        return type;
    }

    private Schema schema(LicenceTypeCode type) {
        String text = String.valueOf(http.get()
                .uri("/api/v1/types/" + type.value() + "/versions/1/schema")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.parseMediaType("application/schema+json"))
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
        var config =
                SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
        return SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(config))
                .getSchema(text, InputFormat.JSON);
    }

    @Test
    void a_schema_is_itself_a_schema_of_draft_2020_12() {
        LicenceTypeCode type = publish(registered("示范市公安局"), true);
        String text =
                get("/api/v1/types/" + type.value() + "/versions/1/schema").toString();
        Schema meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(meta.validate(text, InputFormat.JSON)).isEmpty();
        assertThat(text).contains("urn:zhaoku:type:" + type.value() + ":1", "\"title\":\"乙\"");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void each_value_in_each_field_is_judged_alike(boolean required) {
        UnifiedSocialCreditCode issuer = registered("示范市交通局");
        LicenceTypeCode type = publish(issuer, required);
        Schema schema = schema(type);

        for (Map<String, Object> field : fields(required)) {
            String name = String.valueOf(field.get("name"));
            for (Object value : VALUES) {
                judge(schema, type, issuer, with(name, value));
            }
            judge(schema, type, issuer, with(name, ABSENT));
            Map<String, Object> none = new HashMap<>(GOOD);
            none.put(name, null);
            judge(schema, type, issuer, none);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {20261130, 7, 36902})
    void any_request_is_judged_alike(long seed) {
        UnifiedSocialCreditCode issuer = registered("示范市商务局");
        var random = new Random(seed);
        LicenceTypeCode type = publish(issuer, random.nextBoolean());
        Schema schema = schema(type);
        List<Boolean> verdicts = new ArrayList<>();

        for (int i = 0; i < 120; i++) {
            Map<String, Object> fields = new LinkedHashMap<>(GOOD);
            for (String name : List.of("Text", "Plate", "ZZBH", "CertificateNumber", "Count", "Category", "Other")) {
                if (random.nextInt(6) == 0) {
                    fields.put(name, VALUES.get(random.nextInt(VALUES.size())));
                } else if (random.nextInt(8) == 0) {
                    fields.remove(name);
                }
            }
            verdicts.add(judge(schema, type, issuer, fields));
        }

        assertThat(verdicts).as("seed %d", seed).contains(true, false);
    }

    private static Map<String, Object> with(String name, Object value) {
        Map<String, Object> fields = new LinkedHashMap<>(GOOD);
        if (value.equals(ABSENT)) {
            fields.remove(name);
        } else {
            fields.put(name, value);
        }
        return fields;
    }

    private boolean judge(
            Schema schema, LicenceTypeCode type, UnifiedSocialCreditCode issuer, Map<String, Object> fields) {
        String text = JSON.writeValueAsString(fields);
        var errors = schema.validate(text, InputFormat.JSON);
        byte[] reply = post(
                        "/api/v1/licences",
                        Map.of("type", type.value(), "issuer", issuer.value(), "holderName", "示范", "fields", fields))
                .expectStatus()
                .value(status -> assertThat(status)
                        .as("%s: the schema says %s", text, errors)
                        .isEqualTo(errors.isEmpty() ? 202 : 422))
                .expectBody()
                .returnResult()
                .getResponseBody();
        assertThat(reply).isNotNull();
        return errors.isEmpty();
    }
}
