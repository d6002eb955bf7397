package org.zhaoku.gateway.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.zhaoku.gateway.testing.Codes;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.Verdict;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.log.SignedCheckpoint;
import org.zhaoku.verifier.log.SplitView;
import org.zhaoku.verifier.trust.CheckpointStore;
import org.zhaoku.verifier.trust.TrustAnchors;
import org.zhaoku.verifier.trust.TrustBundle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One region of a network under test: its gateway, with a department that issues licences. */
final class Region implements AutoCloseable {
    private static final String BUNDLE = "/api/v1/verifications/trust-bundle";
    private static final JsonMapper JSON = new JsonMapper();
    private static final String HOLDER = "照库测试小吃店";

    private final String letter;
    private final Path data;
    private final GatewayProcess gateway;
    private final String department = Codes.department().value();
    private final String type = department + "001";

    /**
     * Starts the gateway.
     *
     * @param folder in which it has a data directory of its own
     * @param ports where each region's gateway is, by the region's letter
     */
    Region(FabricNetwork network, Path folder, String letter, Map<String, Integer> ports) {
        this.letter = letter;
        this.data = folder.resolve(letter);
        List<String> arguments = new ArrayList<>(
                List.of("--spring.config.additional-location=file:" + network.gatewayProperties(letter)));
        ports.forEach((other, port) ->
                arguments.add("--zhaoku.bundle.addresses." + msp(other) + "=http://127.0.0.1:" + port));
        this.gateway = new GatewayProcess(data, ports.get(letter), arguments);
    }

    static String msp(String letter) {
        return "Region" + letter.toUpperCase(Locale.ROOT) + "MSP";
    }

    String msp() {
        return msp(letter);
    }

    String letter() {
        return letter;
    }

    /** The gateway's data directory. */
    Path data() {
        return data;
    }

    GatewayProcess gateway() {
        return gateway;
    }

    /** Puts the region into the directory; registers the department and a type that it may issue. */
    Region register() {
        gateway.json(gateway.send(
                "PUT",
                "/api/v1/region",
                "application/json",
                JSON.writeValueAsBytes(
                        Map.of("name", "测试地区" + letter, "baseUrls", List.of("https://" + letter + ".example")))));
        gateway.post("/api/v1/authorities", Map.of("code", department, "name", "测试市市场监督管理局"));
        publish(type);
        return this;
    }

    /** Publishes a type with the department as its issuer. */
    private void publish(String code) {
        Map<String, Object> field = Map.of(
                "name", "KZ_Category", "title", "类别", "kind", "TEXT", "required", true, "face", true, "masked", false);
        gateway.post(
                "/api/v1/types",
                Map.of(
                        "code",
                        code,
                        "version",
                        1,
                        "name",
                        "食品经营许可证",
                        "issuers",
                        List.of(department),
                        "fields",
                        List.of(field)));
    }

    /** Issues a licence and waits until it is in force; its path. */
    String issue() {
        return issue(1).get(0);
    }

    List<String> issue(int count) {
        List<String> paths = IntStream.range(0, count)
                .mapToObj(each -> gateway.post(
                        "/api/v1/licences",
                        Map.of(
                                "type",
                                type,
                                "issuer",
                                department,
                                "holderName",
                                HOLDER,
                                "validTo",
                                "2099-12-31",
                                "fields",
                                Map.of("KZ_Category", "餐饮服务经营者"))))
                .map(answer -> "/api/v1/licences/" + answer.get("id").asString())
                .toList();
        paths.forEach(this::awaitInForce);
        return paths;
    }

    private void awaitInForce(String licence) {
        GatewayProcess.until(
                "in force", () -> gateway.get(licence).get("state").asString().equals("IN_FORCE"));
    }

    /** Lets a licence go to the department of another region. */
    void letGo(String licence, Region other) {
        gateway.post(licence + "/transfers", Map.of("region", other.msp(), "department", other.department));
    }

    /** Takes over a licence that another region let go, and waits until it is in force here; its path. */
    String takeOver(Region other, String licence) {
        publish(other.type);
        String path = "/api/v1/licences/"
                + gateway.post(
                                "/api/v1/licences/transfers-in",
                                Map.of(
                                        "issuer",
                                        department,
                                        "holderName",
                                        HOLDER,
                                        "licencePackage",
                                        Base64.getUrlEncoder()
                                                .withoutPadding()
                                                .encodeToString(other.gateway.bytes(licence + "/package"))))
                        .get("id")
                        .asString();
        awaitInForce(path);
        return path;
    }

    String code(String licence) {
        return new String(gateway.bytes(licence + "/qr.txt"), UTF_8);
    }

    List<String> codes(List<String> licences) {
        return licences.stream().map(this::code).toList();
    }

    /** Where the licence is on the ledger, as the API writes it. */
    JsonNode position(String licence) {
        return gateway.get(licence).at("/licence/position");
    }

    void revoke(String licence) {
        gateway.post(licence + "/changes", Map.of("reason", "REVOKED_AS_PUNISHMENT"));
    }

    /** The path of the department's keys. */
    String keys() {
        return "/api/v1/authorities/" + department + "/keys";
    }

    /** The key that the department registered first. */
    String firstKey() {
        return gateway.get("/api/v1/authorities")
                .valueStream()
                .filter(authority -> authority.get("code").asString().equals(department))
                .map(authority -> authority.at("/keys/0/kid").asString())
                .findFirst()
                .orElseThrow();
    }

    /** Asks for the key to be distrusted from a position on. */
    HttpResponse<byte[]> distrust(String kid, JsonNode from) {
        return gateway.send(
                "POST",
                keys() + "/" + kid + "/distrust",
                "application/json",
                JSON.writeValueAsBytes(Map.of("from", from)));
    }

    /** The outcome of a verification here, and the codes of what failed. */
    List<String> verdict(String code) {
        JsonNode verdict = gateway.post("/api/v1/verifications", Map.of("text", code));
        List<String> said = new ArrayList<>(List.of(verdict.get("outcome").asString()));
        verdict.get("checks")
                .valueStream()
                .filter(check -> check.get("result").asString().equals("FAILED"))
                .forEach(check -> said.add(check.get("code").asString()));
        return said;
    }

    /** What the region proposes to trust, which a person would compare; with another number of cosigners. */
    TrustAnchors anchors(int k) {
        HttpResponse<byte[]> answer =
                gateway.send(HttpRequest.newBuilder().GET().header("Accept", "application/cbor"), BUNDLE + "/anchors");
        assertThat(answer.statusCode()).isEqualTo(200);
        TrustAnchors proposed = TrustAnchors.decode(Bytes.of(answer.body()));
        return new TrustAnchors(proposed.network(), proposed.cosigners(), k);
    }

    /** Its newest bundle, opened as a verifier does. */
    TrustBundle bundle(TrustAnchors anchors) {
        return TrustBundle.open(Bytes.of(gateway.bytes(BUNDLE)), anchors, CheckpointStore.inMemory());
    }

    static Verdict.Outcome offline(TrustBundle bundle, String code) {
        return new LicenceVerifier(bundle).verify(code, Instant.now()).outcome();
    }

    /** Its word on all that it has read. */
    SignedCheckpoint latest() {
        return SignedCheckpoint.decode(Bytes.of(gateway.bytes("/api/v1/checkpoints/latest")));
    }

    /** Waits until this region has read as much as another. */
    void reach(Region other) {
        long size = other.latest().checkpoint().size();
        GatewayProcess.until("region " + letter + " has read " + size + " records", () -> records() >= size);
    }

    private long records() {
        return latest().checkpoint().size();
    }

    /** The proofs of split views that it has, as it hands them out. */
    List<SplitView> splitViews() {
        return gateway.get("/api/v1/ledger/split-views")
                .valueStream()
                .map(each -> SplitView.decode(
                        Bytes.of(Base64.getDecoder().decode(each.get("proof").asString()))))
                .toList();
    }

    /** Code and region of each alarm of its reader. */
    List<String> alarms() {
        return gateway.get("/api/v1/ledger/alarms")
                .valueStream()
                .map(alarm ->
                        alarm.get("code").asString() + " " + alarm.get("region").asString())
                .toList();
    }

    @Override
    public void close() {
        gateway.close();
    }
}
