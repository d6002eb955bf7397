package org.zhaoku.gateway.drill;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.zhaoku.gateway.e2e.GatewayProcess;
import org.zhaoku.gateway.licence.LicenceState;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.Verdict;
import org.zhaoku.verifier.anchor.FullReceipt;
import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.statement.SignedStatement;
import org.zhaoku.verifier.trust.TrustBundle;
import org.zhaoku.verifier.trust.TrustedTiles;
import tools.jackson.databind.JsonNode;

/** Decides of each accepted licence whether it is anchored once: gateways, verifier and blocks must say the same. */
final class Judge {
    private final List<Region> regions;
    private final Oracle oracle;
    private final Set<String> ids = new HashSet<>();
    private final Set<Bytes> digests = new HashSet<>();
    private final Set<String> numbers = new HashSet<>();
    private final Map<Region, Long> before = new HashMap<>();
    private final Map<Region, Long> accepted = new HashMap<>();
    private final List<String> lost = new ArrayList<>();
    private final List<String> doubled = new ArrayList<>();

    /** What is on the ledger already is not its concern. */
    Judge(List<Region> regions, Oracle oracle) {
        this.regions = regions;
        this.oracle = oracle;
        oracle.read();
        regions.forEach(region -> before.put(region, inBlocks(region)));
    }

    /** Waits until these licences are in force; those that do not come to it are lost. */
    void await(List<Accepted> licences) {
        Set<Accepted> waiting = ConcurrentHashMap.newKeySet();
        waiting.addAll(licences);
        try {
            GatewayProcess.until("all in force", () -> {
                waiting.removeIf(Judge::inForce);
                return waiting.isEmpty();
            });
        } catch (AssertionError e) {
            waiting.forEach(licence -> lost.add(licence.id() + ": not in force"));
        }
    }

    private static boolean inForce(Accepted licence) {
        return Licences.state(licence.region().gateways().get(0), licence.id()) == LicenceState.IN_FORCE;
    }

    /** Looks at licences of which no one did before, and counts what all batches hold. */
    void judge(List<Accepted> licences) {
        oracle.read();
        List<LicenceVerifier> verifiers = regions.stream()
                .flatMap(region -> region.gateways().stream())
                .map(this::bundle)
                .map(LicenceVerifier::new)
                .toList();
        for (Accepted licence : licences) {
            accepted.merge(licence.region(), 1L, Long::sum);
            if (!ids.add(licence.id())) {
                doubled.add(licence.id() + ": two requests got one id");
            }
            fault(licence, verifiers).ifPresent(why -> lost.add(licence.id() + ": " + why));
        }
    }

    /** A gateway's bundle, as soon as it holds what the blocks hold. */
    private TrustBundle bundle(GatewayProcess gateway) {
        List<TrustBundle> level = new ArrayList<>();
        GatewayProcess.until("a bundle holds what the blocks hold", () -> {
            TrustBundle bundle = Licences.bundle(gateway);
            if (regions.stream().allMatch(region -> inBundle(bundle, region) == inBlocks(region))) {
                level.add(bundle);
            }
            return !level.isEmpty();
        });
        return level.get(0);
    }

    private static long inBundle(TrustBundle bundle, Region region) {
        TrustedTiles tiles = bundle.tiles(region.department()).orElse(TrustedTiles.EMPTY);
        return LongStream.range(0, tiles.count()).map(tiles::size).sum();
    }

    private long inBlocks(Region region) {
        return oracle.licences(region.department());
    }

    private Optional<String> fault(Accepted accepted, List<LicenceVerifier> verifiers) {
        GatewayProcess gateway = accepted.region().gateways().get(0);
        String path = "/api/v1/licences/" + accepted.id();
        JsonNode licence = gateway.get(path).get("licence");
        if (licence == null) {
            return Optional.of("not in force");
        }
        Bytes digest = SignedStatement.decode(binary(licence, "statement")).digest();
        FullReceipt receipt = FullReceipt.decode(binary(licence, "receipt"));
        Optional<Oracle.Anchored> batch =
                oracle.batch(Sm3.digest(CoseSign1.decode(receipt.header()).payload()));
        if (batch.isEmpty() || !receipt.leadsFrom(digest)) {
            return Optional.of("its receipt leads to no batch in the blocks");
        }
        long number = (batch.get().firstTile() + receipt.tileInBatch()) * TileTree.TILE_SIZE
                + receipt.receipt().place();
        if (number != receipt.receipt().number()
                || number != licence.get("number").asLong()) {
            return Optional.of("its number is not the one that the blocks give it");
        }
        if (!digests.add(digest) || !numbers.add(accepted.region().letter() + number)) {
            return Optional.of("another licence has its statement or number");
        }
        String code = new String(gateway.bytes(path + "/qr.txt"), UTF_8);
        return verifiers.stream()
                .map(verifier -> verifier.verify(code, Instant.now()))
                .filter(verdict -> verdict.outcome() != Verdict.Outcome.VALID)
                .findFirst()
                .map(verdict -> "its code is not VALID: " + verdict);
    }

    private static Bytes binary(JsonNode licence, String name) {
        return Bytes.of(Base64.getUrlDecoder().decode(licence.get(name).asString()));
    }

    long accepted() {
        return accepted.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Licences that are not anchored as they should be, each with the reason. */
    List<String> lost() {
        return List.copyOf(lost);
    }

    /** Leaves of the departments' batches beyond one for each licence. */
    long twice() {
        return doubled.size()
                + regions.stream()
                        .mapToLong(region -> Math.max(0, left(region)))
                        .sum();
    }

    private long left(Region region) {
        return inBlocks(region) - before.getOrDefault(region, 0L) - accepted.getOrDefault(region, 0L);
    }

    /** Ids that were answered twice. */
    List<String> doubled() {
        return List.copyOf(doubled);
    }
}
