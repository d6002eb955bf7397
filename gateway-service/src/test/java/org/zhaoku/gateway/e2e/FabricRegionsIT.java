package org.zhaoku.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.zhaoku.gateway.e2e.Region.offline;
import static org.zhaoku.verifier.Verdict.Outcome.CANNOT_TELL;
import static org.zhaoku.verifier.Verdict.Outcome.INVALID;
import static org.zhaoku.verifier.Verdict.Outcome.VALID;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhaoku.verifier.log.Checkpoint;
import org.zhaoku.verifier.log.SignedCheckpoint;
import org.zhaoku.verifier.log.SplitView;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.trust.PartEntry;
import org.zhaoku.verifier.trust.TrustAnchors;
import org.zhaoku.verifier.trust.TrustBundle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Three regions, each with a gateway, that govern one ledger together and need not trust one another. */
class FabricRegionsIT {
    private static final String HOME = System.getProperty("zhaoku.fabric.home", "");
    private static final FabricNetwork NETWORK = new FabricNetwork(HOME, "fabric-regions", 23000);
    private static final Map<String, Region> REGIONS = new TreeMap<>();

    @TempDir
    private static Path folder;

    @BeforeAll
    static void up() {
        if (HOME.isEmpty()) {
            return;
        }
        NETWORK.down();
        NETWORK.up();
        Map<String, Integer> ports = new TreeMap<>();
        List.of("a", "b", "c").forEach(letter -> ports.put(letter, GatewayProcess.freePort()));
        ports.keySet().stream()
                .map(letter -> CompletableFuture.supplyAsync(() -> new Region(NETWORK, folder, letter, ports)))
                .toList()
                .forEach(started -> REGIONS.put(started.join().letter(), started.join()));
        REGIONS.values().forEach(Region::register);
    }

    @AfterAll
    static void down() {
        REGIONS.values().forEach(Region::close);
        if (!HOME.isEmpty()) {
            NETWORK.down();
        }
    }

    @BeforeEach
    void allHaveReadTheSame() {
        assumeTrue(!HOME.isEmpty(), "Fabric was not found: ./zhaoku test looks for it");
        REGIONS.values().forEach(region -> REGIONS.values().forEach(region::reach));
    }

    private static Region region(String letter) {
        return REGIONS.get(letter);
    }

    /** Whom a verifier trusts: all three regions, any two of which must agree. */
    private static TrustAnchors anchors() {
        return region("a").anchors(2);
    }

    private static List<PartEntry> parts(TrustBundle bundle) {
        return List.copyOf(bundle.manifest().parts());
    }

    @Test
    void each_region_makes_the_same_bytes_of_every_part_and_publishes_them_with_two_signatures_at_least() {
        Region a = region("a");
        Region b = region("b");
        List<String> ofA = a.issue(3);
        a.revoke(ofA.get(1));
        List<String> codes = new ArrayList<>(a.codes(ofA));
        codes.addAll(b.codes(b.issue(2)));
        allHaveReadTheSame();

        List<TrustBundle> bundles =
                REGIONS.values().stream().map(each -> each.bundle(anchors())).toList();

        for (TrustBundle bundle : bundles) {
            assertThat(bundle.cosigners()).hasSizeGreaterThanOrEqualTo(2);
            assertThat(bundle.checkpoint().root())
                    .isEqualTo(bundles.get(0).checkpoint().root());
            assertThat(parts(bundle)).hasSizeGreaterThan(4).isEqualTo(parts(bundles.get(0)));
            assertThat(codes.stream().map(code -> offline(bundle, code)))
                    .containsExactly(VALID, INVALID, VALID, VALID, VALID);
        }
        assertThat(REGIONS.values().stream().map(each -> each.anchors(2).encode()))
                .containsOnly(anchors().encode());
    }

    @Test
    void a_killed_gateway_continues_where_it_stopped_and_one_that_lost_what_it_read_makes_the_same_bytes_anew()
            throws IOException {
        Region b = region("b");
        Path records = b.data().resolve("reader").resolve("records");
        List<String> issued = b.issue(2);
        b.revoke(issued.get(0));
        byte[] read = Files.readAllBytes(records);

        b.gateway().kill();
        region("a").issue();
        b.gateway().startAgain();
        b.reach(region("a"));

        assertThat(Files.readAllBytes(records)).hasSizeGreaterThan(read.length).startsWith(read);
        Checkpoint before = b.latest().checkpoint();
        List<PartEntry> parts = parts(b.bundle(anchors()));

        b.gateway().stop();
        delete(b.data().resolve("reader"));
        delete(b.data().resolve("bundle"));
        b.gateway().startAgain();
        b.reach(region("a"));

        Checkpoint after = b.latest().checkpoint();
        assertThat(List.of(after.size(), after.root(), after.position()))
                .isEqualTo(List.of(before.size(), before.root(), before.position()));
        TrustBundle anew = b.bundle(anchors());
        assertThat(parts(anew)).isEqualTo(parts);
        assertThat(issued.stream().map(licence -> offline(anew, b.code(licence))))
                .containsExactly(INVALID, VALID);
        assertThat(b.alarms()).isEmpty();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void with_one_region_stopped_the_others_issue_revoke_and_publish_and_it_catches_up_and_cosigns_again() {
        Region a = region("a");
        Region b = region("b");
        Region c = region("c");
        c.gateway().kill();
        List.of("orderer-c", "chaincode-c", "peer-c").forEach(NETWORK::stop);
        try {
            List<String> ofB = b.issue(2);
            List<String> codes = new ArrayList<>(b.codes(ofB));
            b.revoke(ofB.get(1));
            codes.addAll(a.codes(a.issue(2)));
            b.reach(a);

            TrustBundle bundle = b.bundle(anchors());

            assertThat(bundle.cosigners()).containsExactlyInAnyOrder(a.msp(), b.msp());
            assertThat(codes.stream().map(code -> offline(bundle, code))).containsExactly(VALID, INVALID, VALID, VALID);
            assertThat(a.verdict(codes.get(1))).containsExactly("INVALID", "LIC-601");
        } finally {
            List.of("peer-c", "chaincode-c", "orderer-c").forEach(NETWORK::start);
            c.gateway().startAgain();
        }

        c.reach(a);
        assertThat(parts(c.bundle(anchors()))).isEqualTo(parts(a.bundle(anchors())));
        b.gateway().signal("STOP");
        try {
            a.issue();
            long size = a.latest().checkpoint().size();
            GatewayProcess.until("c signs what a publishes", () -> {
                TrustBundle newest = a.bundle(anchors());
                return newest.checkpoint().size() == size && newest.cosigners().equals(Set.of(a.msp(), c.msp()));
            });
        } finally {
            b.gateway().signal("CONT");
        }
    }

    @Test
    void a_licence_that_moves_to_another_region_is_valid_in_one_at_a_time() {
        Region a = region("a");
        Region b = region("b");
        Region c = region("c");
        String old = a.issue();

        a.letGo(old, b);
        b.reach(a);
        String taken = b.takeOver(a, old);

        REGIONS.values().forEach(region -> region.reach(b));
        assertThat(c.verdict(a.code(old))).containsExactly("INVALID", "LIC-601");
        assertThat(c.verdict(b.code(taken))).containsExactly("VALID");
        TrustBundle bundle = c.bundle(anchors());
        assertThat(offline(bundle, a.code(old))).isEqualTo(INVALID);
        assertThat(offline(bundle, b.code(taken))).isEqualTo(VALID);
    }

    @Test
    void what_a_leaked_key_anchored_before_the_position_stays_valid_and_the_rest_is_invalid_everywhere() {
        Region a = region("a");
        Region b = region("b");
        List<String> valid = List.of("VALID");
        List<String> invalid = List.of("INVALID", "LIC-304");
        String leaked = a.firstKey();
        String before = a.issue();
        String at = a.issue();
        b.reach(a);
        TrustBundle old = b.bundle(anchors());
        String later = a.issue();
        List<String> codes = a.codes(List.of(before, at, later));
        a.gateway().post(a.keys(), Map.of());

        a.gateway().json(a.distrust(leaked, a.position(later)));
        assertVerdicts(codes, List.of(valid, valid, invalid));
        a.gateway().json(a.distrust(leaked, a.position(at)));
        assertVerdicts(codes, List.of(valid, invalid, invalid));

        TrustBundle anew = b.bundle(anchors());
        assertThat(codes.stream().map(code -> offline(old, code))).containsExactly(VALID, VALID, CANNOT_TELL);
        assertThat(codes.stream().map(code -> offline(anew, code))).containsExactly(VALID, INVALID, INVALID);
        JsonNode refused = problem(a.distrust(leaked, a.position(later)));
        assertThat(refused.get("code").asString()).isEqualTo("LEDGER_REFUSED");
        assertThat(refused.get("detail").asString()).contains("REGISTRY_DISTRUST_LATER");
        assertVerdicts(a.codes(List.of(a.issue())), List.of(valid));
    }

    /** What every other region says, as soon as it has read as much. */
    private static void assertVerdicts(List<String> codes, List<List<String>> expected) {
        List.of("b", "c").forEach(letter -> {
            region(letter).reach(region("a"));
            assertThat(codes.stream().map(region(letter)::verdict).toList()).isEqualTo(expected);
        });
    }

    private static JsonNode problem(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).isEqualTo(409);
        return new JsonMapper().readTree(answer.body());
    }

    @Test
    void a_region_that_signs_another_root_is_proven_to_a_third_party_by_its_own_signature(@TempDir Path copy)
            throws IOException {
        Region a = region("a");
        Region c = region("c");
        TrustAnchors anchors = anchors();
        var hostile = new HostileRegion(c, copy);
        SignedCheckpoint honest = c.latest();
        SignedCheckpoint other = hostile.sign(hostile.anotherRoot(a.bundle(anchors)));

        assertThat(hostile.ask(a, other, a.bundle(anchors))).isEqualTo("ROOT_DIFFERS");

        assertThat(a.alarms()).contains("SPLIT_VIEW " + c.msp());
        List<SplitView> proofs = a.splitViews();
        assertThat(proofs)
                .anySatisfy(proof -> assertThat(
                                List.of(proof.first().encoded(), proof.second().encoded()))
                        .contains(other.encoded()))
                .allSatisfy(proof -> {
                    assertThat(proves(proof, anchors)).isTrue();
                    assertThat(proves(proof, without(c.msp(), anchors))).isFalse();
                });
        // whoever has c's honest word of that size as well knows which of the two keeps two ledgers
        assertThat(SplitView.between(honest, other))
                .hasValueSatisfying(proof -> assertThat(proves(proof, anchors)).isTrue());
    }

    /** As a third party does that has nothing but proof and anchors. */
    private static boolean proves(SplitView proof, TrustAnchors anchors) {
        return SplitView.decode(proof.encode())
                .proves(
                        anchors.network(),
                        kid -> Optional.ofNullable(anchors.cosigners().get(kid)).map(TrustAnchors.Cosigner::key));
    }

    private static TrustAnchors without(String msp, TrustAnchors anchors) {
        Map<KeyId, TrustAnchors.Cosigner> others = new LinkedHashMap<>(anchors.cosigners());
        others.values().removeIf(cosigner -> cosigner.region().equals(msp));
        return new TrustAnchors(anchors.network(), others, 1);
    }
}
