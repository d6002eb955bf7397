package org.zhaoku.gateway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhaoku.chaincode.command.PublishType;
import org.zhaoku.chaincode.command.RegisterAuthority;
import org.zhaoku.gateway.bundle.CosignAnswer.Outcome;
import org.zhaoku.gateway.keys.Signer;
import org.zhaoku.gateway.ledger.Department;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.ledger.SharedLedger;
import org.zhaoku.gateway.ledger.Submitter;
import org.zhaoku.gateway.testing.BlockingCalls;
import org.zhaoku.gateway.testing.Codes;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.log.Checkpoint;
import org.zhaoku.verifier.log.RecordLog;
import org.zhaoku.verifier.log.SignedCheckpoint;
import org.zhaoku.verifier.log.SplitView;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.trust.BundleDraft;
import org.zhaoku.verifier.trust.BundleManifest;
import org.zhaoku.verifier.trust.CheckpointStore;
import org.zhaoku.verifier.trust.CosignedCheckpoint;
import org.zhaoku.verifier.trust.FieldDefinition;
import org.zhaoku.verifier.trust.TrustAnchors;
import org.zhaoku.verifier.trust.TrustBundle;
import org.zhaoku.verifier.trust.TypeDefinition;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Gateways of three regions, with HTTP between them, over one ledger. */
class CosigningTest {
    private static final String A = "RegionAMSP";
    private static final String B = "RegionBMSP";
    private static final String C = "RegionCMSP";
    private static final String BUNDLE = "/api/v1/verifications/trust-bundle";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private static Path folder;

    private static final SharedLedger LEDGER = new SharedLedger();
    private static final Map<String, Integer> PORTS = new TreeMap<>(
            Map.of(A, RegionGateway.freePort(), B, RegionGateway.freePort(), C, RegionGateway.freePort()));
    private static final Map<String, RegionGateway> GATEWAYS = new LinkedHashMap<>();
    private static Department department;

    @BeforeAll
    static void start() {
        PORTS.keySet().forEach(CosigningTest::start);
        GATEWAYS.forEach((name, gateway) -> {
            HttpResponse<byte[]> put = gateway.send(
                    "PUT",
                    "/api/v1/region",
                    "application/json",
                    JSON.writeValueAsBytes(Map.of(
                            "name",
                            name,
                            "baseUrls",
                            List.of("https://" + name.toLowerCase(java.util.Locale.ROOT) + ".example"))));
            assertThat(put.statusCode()).as(new String(put.body(), UTF_8)).isEqualTo(200);
        });
        department =
                new Department(folder.resolve("department"), gateway(A).ledger().network(), A);
        department
                .registration()
                .forEach(command -> gateway(A).ledger().submit(command).block());
    }

    private static void start(String name) {
        GATEWAYS.put(
                name,
                RegionGateway.start(LEDGER.region(name), folder.resolve(name), PORTS, "--zhaoku.bundle.patience=3s"));
    }

    @AfterAll
    static void stop() {
        GATEWAYS.values().forEach(RegionGateway::close);
    }

    @BeforeEach
    @AfterEach
    void allHaveReadTheSame() {
        GATEWAYS.values().forEach(gateway -> gateway.ledger().letGo());
        GATEWAYS.keySet().forEach(CosigningTest::hasReadAll);
    }

    private static void hasReadAll(String name) {
        RegionGateway.until(
                name + " has read all",
                () -> gateway(name).bean(LedgerView.class).next() == LEDGER.height());
    }

    private static RegionGateway gateway(String name) {
        return requireNonNull(GATEWAYS.get(name));
    }

    private static TrustAnchors anchors(int k) {
        TrustAnchors proposed = TrustAnchors.decode(Bytes.of(gateway(A)
                .get(BUNDLE + "/anchors", "Accept", "application/cbor")
                .body()));
        return new TrustAnchors(proposed.network(), proposed.cosigners(), k);
    }

    private static TrustBundle open(RegionGateway gateway, int k) {
        HttpResponse<byte[]> answer = gateway.get(BUNDLE);
        assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
        return TrustBundle.open(Bytes.of(answer.body()), anchors(k), CheckpointStore.inMemory());
    }

    /** Number of records that all of them accept. */
    private static long size() {
        return gateway(A).bean(LedgerView.class).size();
    }

    private static void record() {
        gateway(A)
                .ledger()
                .submit(new RegisterAuthority(Codes.department(), "示范局"))
                .block();
    }

    private static List<String> alarms(RegionGateway gateway) {
        JsonNode all = JSON.readTree(gateway.get("/api/v1/ledger/alarms").body());
        return all.valueStream().map(alarm -> alarm.get("code").asString()).toList();
    }

    /** Asks a region as {@code asker} with this checkpoint. */
    private static CosignAnswer ask(String region, String asker, Checkpoint checkpoint, Bytes manifest) {
        SignedCheckpoint signed = SignedCheckpoint.sign(
                checkpoint, gateway(asker).bean(Signer.class).checkpoint());
        return ask(region, new CosignRequest(signed, manifest, Map.of()));
    }

    private static CosignAnswer ask(String region, CosignRequest request) {
        HttpResponse<byte[]> answer = gateway(region)
                .send(
                        "POST",
                        "/api/v1/checkpoints",
                        "application/cbor",
                        request.encode().toArray());
        CosignAnswer decoded = CosignAnswer.decode(Bytes.of(answer.body()));
        assertThat(answer.statusCode()).isEqualTo(decoded.outcome() == Outcome.SIGNED ? 200 : 409);
        return decoded;
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    private static BundleDraft draft(String region) {
        LedgerView view = gateway(region).bean(LedgerView.class);
        return view.snapshot(view.size(), now().plusSeconds(86400))
                .orElseThrow()
                .draft();
    }

    private static Checkpoint checkpoint(String region, BundleDraft draft) {
        LedgerView view = gateway(region).bean(LedgerView.class);
        return draft.checkpoint(view.size(), view.root(view.size()), view.position(view.size()), now());
    }

    @Test
    void each_region_publishes_a_bundle_that_two_have_signed_at_least() {
        gateway(A).ledger().submit(department.batch(300, 1)).block();
        allHaveReadTheSame();

        for (RegionGateway gateway : GATEWAYS.values()) {
            TrustBundle bundle = open(gateway, 2);
            assertThat(bundle.tiles(department.code()).orElseThrow().count()).isEqualTo(2);
            assertThat(bundle.checkpoint().size())
                    .isEqualTo(gateway.bean(LedgerView.class).size());
        }
    }

    @Test
    void with_one_region_down_the_others_publish() {
        gateway(C).close();
        try {
            record();
            hasReadAll(A);
            hasReadAll(B);
            assertThat(open(gateway(A), 2).checkpoint().size()).isEqualTo(size());
            assertThat(open(gateway(B), 2).checkpoint().size()).isEqualTo(size());
        } finally {
            start(C);
        }
    }

    @Test
    void a_region_that_is_behind_does_not_sign_and_keeps_nobody() {
        gateway(C).ledger().holdAt(LEDGER.height());
        record();
        hasReadAll(A);
        hasReadAll(B);

        BundleDraft draft = draft(A);
        CosignAnswer answer = ask(C, A, checkpoint(A, draft), draft.manifest().encoded());

        assertThat(answer.outcome()).isEqualTo(Outcome.BEHIND);
        assertThat(answer.size()).isEqualTo(size() - 1);
        assertThat(open(gateway(A), 2).checkpoint().size()).isEqualTo(size());
    }

    @Test
    void a_region_that_is_ahead_says_how_far_and_a_publisher_comes_after() {
        gateway(C).ledger().holdAt(LEDGER.height());
        BundleDraft older = draft(C);
        Checkpoint earlier = checkpoint(C, older);
        record();
        hasReadAll(A);
        hasReadAll(B);
        open(gateway(A), 2);

        CosignAnswer answer = ask(B, C, earlier, older.manifest().encoded());
        assertThat(answer.outcome()).isEqualTo(Outcome.AHEAD);
        assertThat(answer.size()).isEqualTo(size());

        gateway(C).ledger().letGo();
        hasReadAll(C);
        assertThat(open(gateway(C), 2).checkpoint().size()).isEqualTo(size());
    }

    @Test
    void a_manifest_that_the_ledger_does_not_give_is_not_signed() {
        BundleDraft honest = draft(A);
        BundleDraft lying = withoutTiles(honest);

        CosignAnswer answer = ask(B, A, checkpoint(A, lying), lying.manifest().encoded());

        assertThat(answer.outcome()).isEqualTo(Outcome.PARTS_DIFFER);
        assertThat(answer.message()).isEmpty();
        assertThat(alarms(gateway(B))).contains("BUNDLE_DIFFERS");
    }

    /** A well-formed manifest that leaves a part out, made by hand as a liar would. */
    private static BundleDraft withoutTiles(BundleDraft honest) {
        List<Cbor> kept = honest.manifest().parts().stream()
                .filter(part -> part.name().equals("registry"))
                .map(part -> Cbor.array(
                        Cbor.of(part.name()), Cbor.of(part.version()), Cbor.of(part.length()), Cbor.of(part.digest())))
                .toList();
        Bytes manifest = Cbor.map()
                .put(1, Cbor.of(1))
                .put(2, Cbor.of(honest.manifest().network().name()))
                .put(3, Cbor.of(honest.manifest().expiresAt().getEpochSecond()))
                .put(4, Cbor.of(false))
                .put(5, Cbor.array(kept))
                .build()
                .encode();
        return BundleDraft.of(manifest, Map.of("registry", honest.parts().get("registry")));
    }

    @Test
    void times_beyond_the_bounds_and_strangers_get_no_signature() {
        BundleDraft draft = draft(A);
        Checkpoint right = checkpoint(A, draft);
        Bytes manifest = draft.manifest().encoded();
        Checkpoint early = new Checkpoint(
                right.network(),
                right.size(),
                right.root(),
                right.position(),
                right.time().minusSeconds(300),
                right.manifest());

        assertThat(ask(B, A, early, manifest).outcome()).isEqualTo(Outcome.TIME_OUT_OF_BOUNDS);
        SignedCheckpoint foreign = SignedCheckpoint.sign(right, department.key());
        assertThat(ask(B, new CosignRequest(foreign, manifest, Map.of())).outcome())
                .isEqualTo(Outcome.ASKER_UNKNOWN);
        assertThat(gateway(B)
                        .send("POST", "/api/v1/checkpoints", "application/cbor", new byte[] {1, 2, 3})
                        .statusCode())
                .isEqualTo(400);
        assertThat(ask(B, A, right, manifest).outcome()).isEqualTo(Outcome.SIGNED);
    }

    @Test
    void a_region_that_signs_another_root_is_proven_to_keep_two_ledgers() {
        BundleDraft draft = draft(A);
        Checkpoint honest = checkpoint(A, draft);
        Checkpoint other = new Checkpoint(
                honest.network(),
                honest.size(),
                Sm3.digest(Bytes.utf8("another ledger")),
                honest.position(),
                honest.time(),
                honest.manifest());

        CosignAnswer answer = ask(B, A, other, draft.manifest().encoded());

        assertThat(answer.outcome()).isEqualTo(Outcome.ROOT_DIFFERS);
        assertThat(alarms(gateway(B))).contains("SPLIT_VIEW");
        JsonNode proofs =
                JSON.readTree(gateway(B).get("/api/v1/ledger/split-views").body());
        TrustAnchors anchors = anchors(1);
        assertThat(proofs.valueStream()
                        .map(each -> SplitView.decode(Bytes.of(
                                Base64.getDecoder().decode(each.get("proof").asString()))))
                        .filter(proof -> proof.proves(
                                anchors.network(),
                                kid -> Optional.ofNullable(anchors.cosigners().get(kid))
                                        .map(TrustAnchors.Cosigner::key))))
                .isNotEmpty();
    }

    @Test
    void cosigning_publishing_and_the_directory_block_no_event_loop() {
        BlockingCalls.found();
        record();
        allHaveReadTheSame();
        GATEWAYS.values().forEach(gateway -> open(gateway, 2));
        BundleDraft draft = draft(A);
        ask(
                B,
                A,
                checkpoint(A, withoutTiles(draft)),
                withoutTiles(draft).manifest().encoded());
        for (String path : List.of(
                "/api/v1/regions",
                "/api/v1/checkpoints/latest",
                "/api/v1/checkpoints/consistency?from=1&to=2",
                "/api/v1/checkpoints/records/0?size=1",
                "/api/v1/ledger/alarms",
                "/api/v1/ledger/split-views",
                BUNDLE + "/checkpoint",
                BUNDLE + "/certificate",
                "/actuator/health")) {
            assertThat(gateway(A).get(path).statusCode()).as(path).isEqualTo(200);
        }

        assertThat(BlockingCalls.found()).isEmpty();
    }

    @Test
    void one_regions_checkpoint_can_be_held_against_anothers() {
        SignedCheckpoint older = SignedCheckpoint.decode(
                Bytes.of(gateway(A).get("/api/v1/checkpoints/latest").body()));
        record();
        allHaveReadTheSame();
        SignedCheckpoint newer = SignedCheckpoint.decode(
                Bytes.of(gateway(B).get("/api/v1/checkpoints/latest").body()));
        long from = older.checkpoint().size();
        long to = newer.checkpoint().size();

        var proof = new CborMapReader(
                "proof",
                Cbor.decode(Bytes.of(gateway(C)
                        .get("/api/v1/checkpoints/consistency?from=" + from + "&to=" + to)
                        .body())));
        Bytes hashes = proof.bytes(4);
        List<Bytes> path = java.util.stream.IntStream.range(0, hashes.size() / Sm3.LENGTH)
                .mapToObj(i -> hashes.slice(i * Sm3.LENGTH, (i + 1) * Sm3.LENGTH))
                .toList();

        assertThat(RecordLog.consistent(older.checkpoint(), newer.checkpoint(), path))
                .isTrue();
        var record = org.zhaoku.verifier.log.RecordProof.of(Cbor.decode(Bytes.of(
                gateway(C).get("/api/v1/checkpoints/records/0?size=" + to).body())));
        assertThat(record.isIn(newer.checkpoint(), 0)).isTrue();
        assertThat(gateway(C)
                        .get("/api/v1/checkpoints/consistency?from=1&to=999999")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_record_of_two_colluding_endorsers_changes_nothing_and_is_an_alarm_in_every_region() {
        Bytes root = gateway(B)
                .bean(LedgerView.class)
                .root(gateway(B).bean(LedgerView.class).size());
        var forged = new org.zhaoku.chaincode.command.LedgerEvent(A, new RegisterAuthority(Codes.department(), "伪造局"));

        LEDGER.announce(Submitter.sole(B), forged.name(), forged.encode());
        LEDGER.announce(
                new Submitter(A, java.util.Set.of(org.zhaoku.chaincode.ledger.Role.GATEWAY)),
                forged.name(),
                forged.encode());
        LEDGER.announce(Submitter.sole(B), "no.such.event", Bytes.utf8("nothing"));
        allHaveReadTheSame();

        GATEWAYS.values().forEach(gateway -> {
            LedgerView view = gateway.bean(LedgerView.class);
            assertThat(view.root(view.size())).isEqualTo(root);
            assertThat(alarms(gateway)).contains("RECORD_REGION_WRONG", "ROLE_MISSING", "RECORD_MALFORMED");
        });
    }

    @Test
    void types_on_the_ledger_are_in_the_bundle_and_one_that_cannot_be_read_is_left_out() {
        var type = new TypeDefinition(
                Codes.type(),
                1,
                "示范证",
                List.of(new FieldDefinition("HolderName", "持证主体", FieldDefinition.Kind.TEXT, true, true, true)));
        gateway(A).ledger().submit(new PublishType(type.encode())).block();
        Bytes other = Cbor.map()
                .put(1, Cbor.of(Codes.type().value()))
                .put(2, Cbor.of(1))
                .put(9, Cbor.of("of another system"))
                .build()
                .encode();
        gateway(A).ledger().submit(new PublishType(other)).block();
        allHaveReadTheSame();

        assertThat(open(gateway(B), 2).type(type.code(), 1)).contains(type);
        assertThat(alarms(gateway(B))).contains("TYPE_UNREADABLE");
    }

    @Test
    void a_bundle_is_served_in_files_and_as_a_delta_too() {
        TrustBundle older = open(gateway(A), 2);
        gateway(A).ledger().submit(department.batch(3, 77)).block();
        allHaveReadTheSame();
        HttpResponse<byte[]> whole = gateway(A).get(BUNDLE);
        String tag = whole.headers().firstValue("ETag").orElseThrow();

        assertThat(gateway(A).get(BUNDLE, "If-None-Match", tag).statusCode()).isEqualTo(304);
        CosignedCheckpoint checkpoint = CosignedCheckpoint.decode(
                Bytes.of(gateway(A).get(BUNDLE + "/checkpoint").body()));
        HttpResponse<byte[]> file = gateway(A)
                .get(BUNDLE + "/manifests/"
                        + checkpoint.checkpoint().manifest().orElseThrow().hex());
        assertThat(file.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
        BundleManifest manifest = BundleManifest.decode(Bytes.of(file.body()));
        manifest.parts()
                .forEach(part -> assertThat(Sm3.digest(Bytes.of(
                                gateway(A).get(BUNDLE + "/" + part.path()).body())))
                        .isEqualTo(part.digest()));
        assertThat(gateway(A).get(BUNDLE + "/parts/" + "0".repeat(64)).statusCode())
                .isEqualTo(404);

        Bytes delta = Bytes.of(gateway(A)
                .get(BUNDLE + "/deltas/" + older.manifest().digest().hex())
                .body());
        TrustBundle updated = older.update(delta, anchors(2), CheckpointStore.inMemory());
        assertThat(updated.checkpoint().size()).isEqualTo(size());
    }
}
