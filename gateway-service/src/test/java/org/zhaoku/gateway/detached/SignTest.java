package org.zhaoku.gateway.detached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.zhaoku.gateway.keys.DepartmentKeyFile;
import org.zhaoku.gateway.keys.SigningKey;
import org.zhaoku.gateway.ledger.embedded.EmbeddedLedger;
import org.zhaoku.gateway.testing.Codes;
import org.zhaoku.gateway.testing.GatewayTest;
import org.zhaoku.verifier.anchor.BatchHeader;
import org.zhaoku.verifier.anchor.SignedBatch;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A department makes its key, signs rows offline by the real command, and submits them to a gateway that does not have the key. */
final class SignTest extends GatewayTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PASSWORD = "a password of the test";

    @TempDir
    private Path folder;

    private UnifiedSocialCreditCode issuer = Codes.department();
    private LicenceTypeCode type = Codes.type();
    private String network = "";
    private Path key = Path.of("");

    /** What a command did. */
    private record Done(int status, String out, String err) {}

    private static Done sign(Clock clock, Map<String, String> environment, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int status = SignMain.run(
                List.of(arguments),
                environment,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                clock);
        return new Done(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static Done sign(String... arguments) {
        return sign(Clock.systemUTC(), Map.of(SignOptions.PASSWORD, PASSWORD), arguments);
    }

    @BeforeEach
    void register() throws IOException {
        issuer = registered("示范市市场监督管理局");
        type = published(issuer);
        network =
                get("/actuator/health").at("/components/ledger/details/network").asString();
        key = folder.resolve("key.p12");
        Done made = sign(
                "key", "--department", issuer.value(), "--name", "示范局", "--network", network, "--out", key.toString());
        assertThat(made.err()).isEmpty();
        assertThat(made.status()).isZero();
        registerKey(folder.resolve("key.p12.request")).expectStatus().isCreated();
        definition(1);
    }

    private WebTestClient.ResponseSpec registerKey(Path request) throws IOException {
        return http.post()
                .uri(keys())
                .contentType(MediaType.APPLICATION_CBOR)
                .bodyValue(Files.readAllBytes(request))
                .exchange();
    }

    private String keys() {
        return "/api/v1/authorities/" + issuer.value() + "/keys";
    }

    private void definition(int version) throws IOException {
        Files.write(
                folder.resolve("type.cbor"),
                bytes(http.get()
                        .uri("/api/v1/types/" + type.value() + "/versions/" + version + "/definition")
                        .exchange()));
    }

    private Map<String, Object> row(String... changes) {
        Map<String, Object> row = new HashMap<>(licenceRequest(type, issuer));
        for (int at = 0; at < changes.length; at += 2) {
            row.put(changes[at], changes[at + 1]);
        }
        return row;
    }

    private Path written(List<Map<String, Object>> rows) throws IOException {
        StringBuilder lines = new StringBuilder();
        rows.forEach(row -> lines.append(JSON.writeValueAsString(row)).append('\n'));
        return Files.writeString(folder.resolve("rows.ndjson"), lines);
    }

    private String[] batch(Path rows, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "batch",
                "--rows",
                rows.toString(),
                "--type",
                folder.resolve("type.cbor").toString(),
                "--department",
                issuer.value(),
                "--network",
                network,
                "--region",
                EmbeddedLedger.REGION,
                "--key",
                key.toString(),
                "--out",
                folder.resolve("batch.zkb").toString()));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private byte[] signed(List<Map<String, Object>> rows, String... more) throws IOException {
        Files.deleteIfExists(folder.resolve("batch.zkb"));
        Done done = sign(batch(written(rows), more));
        assertThat(done.err()).isEmpty();
        assertThat(done.status()).as(done.out()).isZero();
        return Files.readAllBytes(folder.resolve("batch.zkb"));
    }

    private WebTestClient.ResponseSpec submitted(WebTestClient client, byte[] file) {
        return client.post()
                .uri("/api/v1/batches")
                .contentType(MediaType.APPLICATION_CBOR)
                .bodyValue(file)
                .exchange();
    }

    private WebTestClient.ResponseSpec submitted(byte[] file) {
        return submitted(as(issuer), file);
    }

    private String onlyField(byte[] file) {
        return problem(submitted(file), 422, "FIELD_INVALID")
                .at("/errors/0/field")
                .asString();
    }

    @Test
    void what_was_signed_offline_comes_into_force_and_its_code_is_valid() throws IOException {
        byte[] file = signed(List.of(row(), row("holderName", "李四"), row("validTo", "2098-12-31")));

        JsonNode answer = json(submitted(file).expectStatus().isAccepted());
        assertThat(answer.get("licences")
                        .valueStream()
                        .map(licence -> licence.get("row").asInt()))
                .containsExactly(1, 2, 3);
        for (JsonNode licence : answer.get("licences")) {
            String path = "/api/v1/licences/" + licence.get("id").asString();
            JsonNode shown = eventually(path, "/state", "IN_FORCE");
            assertThat(shown.at("/licence/identifier").asString())
                    .isEqualTo(licence.get("identifier").asString());
            assertThat(verdict(code(path))).containsExactly("VALID");
        }
    }

    @Test
    void the_same_file_again_is_answered_the_same_and_issues_nothing() throws IOException {
        byte[] file = signed(List.of(row(), row()));
        JsonNode first = json(submitted(file).expectStatus().isAccepted());

        assertThat(json(submitted(file).expectStatus().isAccepted())).isEqualTo(first);
        for (JsonNode licence : first.get("licences")) {
            eventually("/api/v1/licences/" + licence.get("id").asString(), "/state", "IN_FORCE");
        }
        assertThat(json(submitted(file).expectStatus().isAccepted())).isEqualTo(first);
        assertThat(get("/api/v1/licences?department=" + issuer.value()).get("licences"))
                .hasSize(2);
    }

    @Test
    void a_gateway_that_holds_no_key_signs_nothing_for_the_department_and_still_takes_its_batches() throws IOException {
        get("/api/v1/authorities")
                .valueStream()
                .filter(authority -> authority.get("code").asString().equals(issuer.value()))
                .flatMap(authority -> authority.get("keys").valueStream())
                .map(each -> each.get("kid").asString())
                .filter(kid -> !kid.equals(opened().kid().toString()))
                .forEach(kid -> post(keys() + "/" + kid + "/retirement", "")
                        .expectStatus()
                        .isOk());

        assertThat(problem(post("/api/v1/licences", licenceRequest(type, issuer)), 404, "DEPARTMENT_UNKNOWN")
                        .get("detail")
                        .asString())
                .contains("zhaoku sign");
        String id = json(submitted(signed(List.of(row()))).expectStatus().isAccepted())
                .at("/licences/0/id")
                .asString();
        eventually("/api/v1/licences/" + id, "/state", "IN_FORCE");
    }

    private SigningKey opened() {
        return new DepartmentKeyFile(key, PASSWORD, "the test", new SecureRandom()).open();
    }

    @Test
    void another_department_submits_nothing_of_it() throws IOException {
        byte[] file = signed(List.of(row()));

        problem(submitted(as(registered("示范市应急管理局")), file), 403, "FORBIDDEN");
    }

    @Test
    void whoever_has_the_gateway_but_not_the_key_cannot_change_a_row() throws IOException {
        BatchFile file = BatchFile.decode(Bytes.of(signed(List.of(row(), row()))));
        SigningKey other = new DepartmentKeyFile(folder.resolve("other.p12"), PASSWORD, "the test", new SecureRandom())
                .create(issuer, "示范局", Clock.systemUTC());
        List<DetachedRow> forged = new ArrayList<>(file.rows());
        DetachedRow first = forged.get(0);
        forged.set(
                0,
                new DetachedRow(
                        first.number(),
                        Bytes.utf8(JSON.writeValueAsString(row("validTo", "2099-12-31"))),
                        first.statement(),
                        first.salts()));

        byte[] changed = file.encode().toArray();
        changed[changed.length - 1] ^= 1;
        problem(submitted(changed), 422, "FILE_UNREADABLE");
        // even the department's own seal does not make a row of a statement that says something else
        BatchFile resealed = BatchFile.seal(file.batch(), forged, opened());
        assertThat(onlyField(resealed.encode().toArray())).isEqualTo("rows[" + first.number() + "].statement");
        SignedBatch anew = SignedBatch.sign(
                new BatchHeader(
                        file.batch().header().network(),
                        issuer,
                        EmbeddedLedger.REGION,
                        other.kid(),
                        file.batch().header().types(),
                        2,
                        file.tree().root(),
                        file.batch().header().tileRootsDigest()),
                file.tree().tileRoots(),
                other);
        assertThat(anew.verifies(
                        file.batch().header().network(), other.certificate().publicKey()))
                .isTrue();
        assertThatThrownBy(() -> BatchFile.seal(anew, file.rows(), other)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bad_rows_are_named_and_nothing_is_signed_unless_they_may_be_skipped() throws IOException {
        Path rows = written(List.of(
                row(), row("validTo", "2020-01-01"), row("type", Codes.type().value()), row()));
        Done refused = sign(batch(rows));

        assertThat(refused.status()).isEqualTo(SignMain.BAD);
        List<JsonNode> lines = refused.out().lines().map(JSON::readTree).toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0).get("row").asInt()).isEqualTo(2);
        assertThat(lines.get(0).at("/problem/errors/0/field").asString()).isEqualTo("validTo");
        assertThat(lines.get(0).at("/problem/errors/0/code").asString()).isEqualTo("RANGE");
        assertThat(lines.get(1).at("/problem/code").asString()).isEqualTo("TYPE_UNKNOWN");
        assertThat(lines.get(2).get("bad").asInt()).isEqualTo(2);
        assertThat(folder.resolve("batch.zkb")).doesNotExist();

        Done skipped = sign(batch(rows, "--skip-bad"));
        assertThat(skipped.status()).isZero();
        assertThat(json(submitted(Files.readAllBytes(folder.resolve("batch.zkb")))
                                .expectStatus()
                                .isAccepted())
                        .get("licences")
                        .valueStream()
                        .map(licence -> licence.get("row").asInt()))
                .containsExactly(1, 4);
    }

    @Test
    void a_serial_that_is_taken_refuses_the_whole_batch() throws IOException {
        submitted(signed(List.of(row("serial", "A1")))).expectStatus().isAccepted();

        JsonNode problem =
                problem(submitted(signed(List.of(row("serial", "A2"), row("serial", "A1")))), 409, "IDENTIFIER_TAKEN");
        assertThat(problem.get("detail").asString()).contains("1 row(s): 2.");
        submitted(signed(List.of(row("serial", "A2")))).expectStatus().isAccepted();
        Done twice = sign(batch(written(List.of(row("serial", "A3"), row("serial", "A3"))), "--out", "x"));
        assertThat(twice.status()).isEqualTo(SignMain.MISUSE);
    }

    @Test
    void two_rows_with_one_serial_are_not_signed() throws IOException {
        Done done = sign(batch(written(List.of(row("serial", "B1"), row("serial", "B1")))));

        assertThat(done.status()).isEqualTo(SignMain.BAD);
        assertThat(done.out()).contains("\"serial\"", "DUPLICATE");
    }

    @Test
    void an_idempotency_key_counts_on_both_ways_of_issuing() throws IOException {
        Map<String, Object> row = row("idempotencyKey", "once-1");
        post("/api/v1/licences", row).expectStatus().isAccepted();

        problem(submitted(signed(List.of(row))), 409, "IDENTIFIER_TAKEN");
    }

    @Test
    void what_was_signed_long_ago_or_for_another_network_or_region_is_refused() throws IOException {
        Clock past = Clock.offset(Clock.systemUTC(), Duration.ofDays(-9));
        Path rows = written(List.of(row()));
        assertThat(sign(past, Map.of(SignOptions.PASSWORD, PASSWORD), batch(rows))
                        .status())
                .isZero();
        assertThat(onlyField(Files.readAllBytes(folder.resolve("batch.zkb")))).isEqualTo("rows[1].statement");
        for (String option : List.of("--network", "--region")) {
            String[] arguments = batch(rows);
            int at = List.of(arguments).indexOf(option) + 1;
            arguments[at] = "another";
            Files.delete(folder.resolve("batch.zkb"));
            assertThat(sign(arguments).status()).isZero();
            assertThat(onlyField(Files.readAllBytes(folder.resolve("batch.zkb"))))
                    .isEqualTo(option.substring(2));
        }
    }

    @Test
    void a_key_that_is_not_registered_or_is_retired_signs_nothing_that_counts() throws IOException {
        byte[] before = signed(List.of(row()));
        submitted(before).expectStatus().isAccepted();
        String id = json(submitted(before)).at("/licences/0/id").asString();
        eventually("/api/v1/licences/" + id, "/state", "IN_FORCE");
        byte[] late = signed(List.of(row()));
        post(keys() + "/" + opened().kid() + "/retirement", "").expectStatus().isOk();

        problem(submitted(late), 409, "KEY_ENDED");
        submitted(before).expectStatus().isAccepted();
        key = folder.resolve("second.p12");
        sign("key", "--department", issuer.value(), "--name", "示范局", "--network", network, "--out", key.toString());
        problem(submitted(signed(List.of(row()))), 404, "KEY_UNKNOWN");
    }

    @Test
    void a_type_that_is_retired_or_was_taken_back_is_refused() throws IOException {
        byte[] file = signed(List.of(row()));
        post("/api/v1/types/" + type.value() + "/retirement", Map.of("reason", "ended"))
                .expectStatus()
                .isOk();
        problem(submitted(file), 409, "TYPE_RETIRED");

        http.delete()
                .uri("/api/v1/authorities/" + issuer.value() + "/types/" + type.value())
                .exchange()
                .expectStatus()
                .isOk();
        problem(submitted(file), 409, "TYPE_NOT_AUTHORISED");
    }

    @Test
    void a_type_that_asks_for_a_second_person_is_not_signed() throws IOException {
        type = Codes.type();
        Map<String, Object> request = new HashMap<>(typeRequest(type, issuer, false));
        request.put("approval", "TWO_PERSONS");
        post("/api/v1/types", request).expectStatus().isCreated();
        definition(1);

        Done done = sign(batch(written(List.of(row()))));
        assertThat(done.status()).isEqualTo(SignMain.IMPOSSIBLE);
        assertThat(done.err()).startsWith("APPROVAL_NEEDED");
    }

    @Test
    void the_key_request_of_another_department_or_network_is_refused() throws IOException {
        UnifiedSocialCreditCode other = registered("示范市应急管理局");
        byte[] request = Files.readAllBytes(folder.resolve("key.p12.request"));

        problem(
                http.post()
                        .uri("/api/v1/authorities/" + other.value() + "/keys")
                        .contentType(MediaType.APPLICATION_CBOR)
                        .bodyValue(request)
                        .exchange(),
                422,
                "FIELD_INVALID");
        problem(
                http.post()
                        .uri(keys())
                        .contentType(MediaType.APPLICATION_CBOR)
                        .bodyValue(new byte[] {1, 2, 3})
                        .exchange(),
                400,
                "REQUEST_MALFORMED");
        registerKey(folder.resolve("key.p12.request")).expectStatus().isCreated();
        Path foreign = folder.resolve("foreign.p12");
        sign(
                "key",
                "--department",
                issuer.value(),
                "--name",
                "示范局",
                "--network",
                "another",
                "--out",
                foreign.toString());
        assertThat(problem(registerKey(folder.resolve("foreign.p12.request")), 409, "LEDGER_REFUSED")
                        .get("detail")
                        .asString())
                .contains("REGISTRY_PROOF_WRONG");
    }

    @Test
    void key_and_batch_are_for_their_owner_alone_and_never_overwritten() throws IOException {
        signed(List.of(row()));

        for (String file : List.of("key.p12", "batch.zkb")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
                    .isEqualTo("rw-------");
        }
        Done again = sign(batch(written(List.of(row()))));
        assertThat(again.status()).isEqualTo(SignMain.IMPOSSIBLE);
        assertThat(again.err()).startsWith("SIGN_FILE_EXISTS");
    }

    @Test
    void misuse_is_told_in_one_line() throws IOException {
        Map<String, String> tooShort = Map.of(SignOptions.PASSWORD, "short");
        Path rows = written(List.of(row()));

        assertThat(sign("key", "--department", "1").err()).startsWith("SIGN_OPTION_WRONG");
        assertThat(sign("seal").status()).isEqualTo(SignMain.MISUSE);
        assertThat(sign(batch(rows, "--verbose")).err()).contains("unknown option --verbose");
        assertThat(sign(Clock.systemUTC(), tooShort, batch(rows)).err()).startsWith("SIGN_PASSWORD_WRONG");
        assertThat(sign(Clock.systemUTC(), Map.of(SignOptions.PASSWORD, "another long password"), batch(rows))
                        .err())
                .startsWith("KEYS_NOT_OPENED");
        assertThat(sign(batch(written(List.of()))).err()).startsWith("SIGN_ROWS_WRONG");
        Files.write(folder.resolve("type.cbor"), new byte[] {7});
        assertThat(sign(batch(rows)).err()).startsWith("SIGN_TYPE_UNREADABLE");
        Path password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        definition(1);
        written(List.of(row()));
        assertThat(sign(Clock.systemUTC(), Map.of(), batch(rows, "--password-file", password.toString()))
                        .status())
                .isZero();
    }
}
