package org.zhaoku.gateway.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zhaoku.gateway.licence.LicenceState;
import org.zhaoku.verifier.Check;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.Verdict;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.code.LicenceCode;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.pki.Sm2Certificate;
import org.zhaoku.verifier.qr.QrImages;
import org.zhaoku.verifier.status.StatusReason;
import org.zhaoku.verifier.trust.CheckpointStore;
import org.zhaoku.verifier.trust.TrustAnchors;
import org.zhaoku.verifier.trust.TrustAnchors.Cosigner;
import org.zhaoku.verifier.trust.TrustBundle;
import org.zhaoku.verifier.trust.TrustedTiles;
import org.zhaoku.verifier.trust.TypeDefinition;
import tools.jackson.databind.JsonNode;

/** The whole way through the doors that users have; the same tests for both ledgers. */
abstract class EndToEndSuite {
    static final String DEPARTMENT = "11440300000000019K";
    static final String TYPE = DEPARTMENT + "001";
    static final String HOLDER = "照库测试小吃店𠮷";
    static final String CITIZEN = "440300199001010016";

    private static final String BUNDLE = "/api/v1/verifications/trust-bundle";

    @TempDir
    private Path data;

    private GatewayProcess gateway;

    /** What the gateway needs to know of the ledger under test. */
    abstract List<String> ledgerArguments();

    /** The network that the ledger under test is; empty if the gateway has to be asked. */
    abstract Network network(Path data);

    /** Where the ledger under test keeps what it stores. */
    abstract List<Path> ledgerStore(Path data);

    GatewayProcess gateway() {
        return gateway;
    }

    @BeforeEach
    void start() {
        List<String> arguments = new ArrayList<>(ledgerArguments());
        // long enough that a licence can be seen waiting for its batch
        arguments.add("--zhaoku.batch.max-wait=400ms");
        gateway = new GatewayProcess(data, arguments);
        gateway.post("/api/v1/authorities", Map.of("code", DEPARTMENT, "name", "测试市市场监督管理局"));
        gateway.post(
                "/api/v1/types",
                Map.of(
                        "code",
                        TYPE,
                        "version",
                        1,
                        "name",
                        "食品经营许可证",
                        "issuers",
                        List.of(DEPARTMENT),
                        "fields",
                        List.of(
                                field("CertificateHolderName", true, true),
                                field("CertificateHolderCode", false, true),
                                field("KZ_Category", true, false))));
    }

    private static Map<String, Object> field(String name, boolean face, boolean masked) {
        return Map.of("name", name, "title", name, "kind", "TEXT", "required", true, "face", face, "masked", masked);
    }

    @AfterEach
    void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    String issue() {
        JsonNode answer = gateway.post(
                "/api/v1/licences",
                Map.of(
                        "type", TYPE,
                        "issuer", DEPARTMENT,
                        "holderName", HOLDER,
                        "validTo", "2099-12-31",
                        "fields",
                                Map.of(
                                        "CertificateHolderName", HOLDER,
                                        "CertificateHolderCode", CITIZEN,
                                        "KZ_Category", "餐饮服务经营者")));
        return answer.get("id").asString();
    }

    List<String> issue(int count) {
        return IntStream.range(0, count).mapToObj(i -> issue()).toList();
    }

    LicenceState state(String id) {
        return LicenceState.valueOf(
                gateway.get("/api/v1/licences/" + id).get("state").asString());
    }

    void awaitInForce(List<String> ids) {
        ids.forEach(id -> GatewayProcess.until("in force", () -> state(id) == LicenceState.IN_FORCE));
    }

    String code(String id) {
        return new String(gateway.bytes("/api/v1/licences/" + id + "/qr.txt"), UTF_8);
    }

    TrustBundle bundle() {
        Sm2Certificate region = Sm2Certificate.of(Bytes.of(gateway.bytes(BUNDLE + "/certificate")));
        var anchors =
                new TrustAnchors(network(data), Map.of(region.kid(), new Cosigner("Region", region.publicKey())), 1);
        return TrustBundle.open(Bytes.of(gateway.bytes(BUNDLE)), anchors, CheckpointStore.inMemory());
    }

    private static long anchored(TrustBundle bundle) {
        TrustedTiles tiles =
                bundle.tiles(UnifiedSocialCreditCode.parse(DEPARTMENT)).orElse(TrustedTiles.EMPTY);
        return LongStream.range(0, tiles.count()).map(tiles::size).sum();
    }

    /** Each licence is on the ledger once: all verify, no two have one number, and no leaf is left over. */
    void assertAnchoredOnce(List<String> ids, long anchoredBefore) {
        TrustBundle bundle = bundle();
        var verifier = new LicenceVerifier(bundle);
        Set<Long> numbers = new TreeSet<>();
        for (String id : ids) {
            String code = code(id);
            assertThat(verifier.verify(code, Instant.now()).outcome()).isEqualTo(Verdict.Outcome.VALID);
            numbers.add(LicenceCode.parse(code).receipt().orElseThrow().number());
        }
        assertThat(numbers).hasSize(ids.size());
        assertThat(anchored(bundle) - anchoredBefore).isEqualTo(ids.size());
    }

    long anchoredNow() {
        return anchored(bundle());
    }

    @Test
    void a_licence_goes_from_the_request_to_a_verdict_offline_and_online() {
        String id = issue();
        awaitInForce(List.of(id));
        JsonNode licence = gateway.get("/api/v1/licences/" + id).get("licence");
        byte[] image = gateway.bytes("/api/v1/licences/" + id + "/qr.png");
        String scanned = QrImages.read(image).orElseThrow();

        Verdict verdict = new LicenceVerifier(bundle()).verify(scanned, Instant.now());
        String identifier =
                verdict.fold(valid -> valid.statement().identifier().toString(), String::valueOf, String::valueOf);
        JsonNode online = gateway.json(gateway.send("POST", "/api/v1/verifications", "image/png", image));

        assertThat(identifier).isEqualTo(licence.get("identifier").asString());
        assertThat(online.get("outcome").asString()).isEqualTo("VALID");
        assertThat(scanned).hasSizeLessThanOrEqualTo(816);
        assertThat(gateway.bytes("/api/v1/licences/" + id + "/qr.txt?receipt=false"))
                .hasSizeLessThanOrEqualTo(366);
    }

    @Test
    void the_ledger_has_the_digest_of_the_published_type() {
        String digest = gateway.get("/api/v1/types/" + TYPE).get("digest").asString();

        assertThat(bundle().type(LicenceTypeCode.parse(TYPE), 1).flatMap(TypeDefinition::catalogue))
                .contains(Bytes.fromHex(digest));
    }

    @Test
    void a_code_with_a_changed_character_is_never_valid() {
        String id = issue();
        awaitInForce(List.of(id));
        var verifier = new LicenceVerifier(bundle());
        String code = code(id);

        for (int i = 0; i < code.length(); i++) {
            String changed = code.substring(0, i) + (code.charAt(i) == 'A' ? 'B' : 'A') + code.substring(i + 1);
            assertThat(verifier.verify(changed, Instant.now()).outcome())
                    .as("character %d", i)
                    .isNotEqualTo(Verdict.Outcome.VALID);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SIGNED", "ANCHORING", "IN_FORCE"})
    void a_gateway_killed_when_a_licence_has_come_so_far_loses_nothing_and_anchors_nothing_twice(LicenceState far) {
        long before = anchoredNow();
        List<String> ids = issue(12);
        GatewayProcess.until(
                "a licence is " + far,
                () -> ids.stream().anyMatch(id -> state(id).compareTo(far) >= 0));

        gateway.kill();
        gateway.startAgain();
        awaitInForce(ids);

        assertAnchoredOnce(ids, before);
    }

    @Test
    void a_renewal_supersedes_the_old_licence_in_the_transaction_that_anchors_the_new() {
        String old = issue();
        awaitInForce(List.of(old));
        String oldCode = code(old);

        String renewed = gateway.post("/api/v1/licences/" + old + "/renewals", Map.of("validTo", "长期"))
                .get("id")
                .asString();
        awaitInForce(List.of(renewed));

        JsonNode change = gateway.get("/api/v1/licences/" + old + "/changes").get(0);
        JsonNode licence = gateway.get("/api/v1/licences/" + renewed);
        assertThat(change.get("reason").asString()).isEqualTo("RENEWED");
        assertThat(change.get("successor").asString()).isEqualTo(renewed);
        assertThat(change.get("position")).isEqualTo(licence.at("/licence/position"));
        var verifier = new LicenceVerifier(bundle());
        assertThat(verifier.verify(code(renewed), Instant.now()).outcome()).isEqualTo(Verdict.Outcome.VALID);
        assertThat(verifier.verify(oldCode, Instant.now()).reasons())
                .extracting(Check::code)
                .containsExactly("LIC-603");
    }

    @Test
    void a_licence_lives_and_ends_and_at_each_station_every_forbidden_move_is_refused() {
        var stations = new Stations(gateway);
        String first = issue();
        awaitInForce(List.of(first));
        stations.assertForbidden(first, "IN_FORCE");
        stations.moved(first, "DISPUTE_RAISED");
        stations.assertForbidden(first, "IN_FORCE*");
        stations.moved(first, "DISPUTE_SETTLED");
        stations.moved(first, "SUSPENDED_AS_MEASURE");
        stations.assertForbidden(first, "SUSPENDED");
        stations.moved(first, "DISPUTE_RAISED");
        stations.assertForbidden(first, "SUSPENDED*");
        stations.moved(first, "DISPUTE_SETTLED");
        stations.moved(first, "RESTORED");

        String second = gateway.post("/api/v1/licences/" + first + "/reissues", Map.of("cause", "LOSS"))
                .get("id")
                .asString();
        awaitInForce(List.of(second));
        stations.assertForbidden(first, "SUPERSEDED");
        stations.assertForbidden(second, "IN_FORCE");
        assertThat(gateway.get("/api/v1/licences/" + first + "/changes")).hasSize(7);
        assertThat(new LicenceVerifier(bundle())
                        .verify(code(second), Instant.now())
                        .outcome())
                .isEqualTo(Verdict.Outcome.VALID);

        stations.ended(second, StatusReason.REVOKED_AS_PUNISHMENT);
        List<String> others = issue(2);
        awaitInForce(others);
        stations.ended(others.get(0), StatusReason.CANCELLED_ON_REQUEST);
        stations.ended(others.get(1), StatusReason.VOID);
        var verifier = new LicenceVerifier(bundle());
        assertThat(List.of(first, second, others.get(0), others.get(1)))
                .allSatisfy(id -> assertThat(
                                verifier.verify(code(id), Instant.now()).outcome())
                        .isEqualTo(Verdict.Outcome.INVALID));
    }

    @Test
    void the_auditor_finds_that_ledger_peer_and_database_agree() {
        // on a network that tests share, what the region anchored with other databases is found each time
        List<String> ofOthers = audit().findings();
        awaitInForce(issue(3));

        AuditRun audit = audit();

        assertThat(ofOthers).allMatch(finding -> finding.startsWith("BATCH_NOT_STORED "));
        assertThat(audit.findings()).as(audit.output()).isEqualTo(ofOthers);
        assertThat(audit.output()).contains("\"licences\":").doesNotContain("\"licences\":0,");
        assertThat(audit.status()).isEqualTo(ofOthers.isEmpty() ? 0 : 1);
    }

    private AuditRun audit() {
        gateway.stop();
        AuditRun audit = AuditRun.of(data, ledgerArguments());
        gateway.startAgain();
        return audit;
    }

    @Test
    void the_ledger_stores_neither_personal_data_nor_a_licence_identifier() throws IOException {
        String id = issue();
        awaitInForce(List.of(id));
        JsonNode licence = gateway.get("/api/v1/licences/" + id).get("licence");
        String identifier = licence.get("identifier").asString();
        String serial = identifier
                .substring(identifier.indexOf(DEPARTMENT + ".") + DEPARTMENT.length() + 1)
                .substring(0, 13);

        List<String> planted = List.of(HOLDER, HOLDER.substring(0, 6), CITIZEN, identifier, serial);
        for (Path file : files(ledgerStore(data))) {
            String content = new String(Files.readAllBytes(file), UTF_8);
            assertThat(planted).as(file.toString()).noneMatch(content::contains);
        }
    }

    @Test
    void neither_log_nor_database_file_shows_personal_data() throws IOException {
        awaitInForce(List.of(issue()));
        gateway.send("POST", "/api/v1/licences", "application/json", ("{\"holderName\":\"" + CITIZEN).getBytes(UTF_8));

        for (Path file : files(List.of(data))) {
            String content = new String(Files.readAllBytes(file), UTF_8);
            assertThat(content).as(file.toString()).doesNotContain(HOLDER, CITIZEN);
        }
    }

    private static List<Path> files(List<Path> folders) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> found = Files.walk(folder)) {
                found.filter(Files::isRegularFile).forEach(files::add);
            }
        }
        assertThat(files).isNotEmpty();
        return files;
    }
}
