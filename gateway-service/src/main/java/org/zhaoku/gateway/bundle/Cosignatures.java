package org.zhaoku.gateway.bundle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.zhaoku.chaincode.command.PutRegion;
import org.zhaoku.gateway.bundle.CosignAnswer.Outcome;
import org.zhaoku.gateway.ledger.Ledger;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.work.WorkPools;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.log.SignedCheckpoint;
import org.zhaoku.verifier.trust.BundleDraft;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Collects the other regions' signatures for one draft: all are asked at once, and one that does not answer holds nobody up. */
@Component
class Cosignatures {
    /** How long the rest may take when enough have signed. */
    private static final Duration GRACE = Duration.ofMillis(300);

    private final LedgerView view;
    private final Ledger ledger;
    private final RegionClient client;
    private final SplitViews splitViews;
    private final WorkPools pools;
    private final BundleProperties properties;

    Cosignatures(
            LedgerView view,
            Ledger ledger,
            RegionClient client,
            SplitViews splitViews,
            WorkPools pools,
            BundleProperties properties) {
        this.view = view;
        this.ledger = ledger;
        this.client = client;
        this.splitViews = splitViews;
        this.pools = pools;
        this.properties = properties;
    }

    /**
     * What came back.
     *
     * @param signed by whom, this region among them
     * @param ahead the smallest size for which each region that is further on still signs; 0 if none is
     * @param said what became of it, by region
     */
    record Collected(List<SignedCheckpoint> signed, long ahead, Map<String, String> said) {}

    private record Said(String region, Optional<SignedCheckpoint> signed, long ahead, String word) {}

    /** @param enough how many signatures, the own among them, are enough */
    Mono<Collected> collect(BundleDraft draft, SignedCheckpoint own, int enough) {
        NavigableMap<String, PutRegion> others = new TreeMap<>(view.regions());
        others.remove(ledger.region());
        Sinks.Empty<Void> done = Sinks.empty();
        List<Said> said = new ArrayList<>();
        return Flux.fromIterable(others.entrySet())
                .flatMap(entry -> ask(entry.getKey(), entry.getValue(), draft, own), Math.max(1, others.size()))
                .takeUntilOther(done.asMono().then(Mono.delay(GRACE)))
                .doOnNext(answer -> {
                    said.add(answer);
                    if (1
                                    + said.stream()
                                            .filter(each -> each.signed().isPresent())
                                            .count()
                            >= enough) {
                        done.tryEmitEmpty();
                    }
                })
                .then(Mono.fromSupplier(() -> collected(own, said)));
    }

    private static Collected collected(SignedCheckpoint own, List<Said> said) {
        List<SignedCheckpoint> signed = new ArrayList<>(List.of(own));
        Map<String, String> words = new LinkedHashMap<>();
        said.forEach(each -> {
            each.signed().ifPresent(signed::add);
            words.put(each.region(), each.word());
        });
        return new Collected(signed, said.stream().mapToLong(Said::ahead).max().orElse(0), words);
    }

    private Mono<Said> ask(String region, PutRegion entry, BundleDraft draft, SignedCheckpoint own) {
        List<String> addresses = properties.addresses(region, entry);
        var request = new CosignRequest(own, draft.manifest().encoded(), Map.of());
        return client.ask(addresses, request)
                .flatMap(answer -> answer.outcome() == Outcome.PARTS_WANTED
                        ? client.ask(
                                addresses,
                                new CosignRequest(own, draft.manifest().encoded(), parts(draft, answer)))
                        : Mono.just(answer))
                .flatMap(answer -> checked(region, entry, own, answer))
                .onErrorResume(e -> Mono.just(new Said(region, Optional.empty(), 0, "UNREACHABLE")));
    }

    private static Map<String, Bytes> parts(BundleDraft draft, CosignAnswer answer) {
        Map<String, Bytes> parts = new TreeMap<>(draft.parts());
        parts.keySet().retainAll(answer.wanted());
        return parts;
    }

    /** Nothing counts that the region's key in the directory did not sign. */
    private Mono<Said> checked(String region, PutRegion entry, SignedCheckpoint own, CosignAnswer answer) {
        String word = answer.outcome().name();
        var nothing = new Said(region, Optional.empty(), answer.outcome() == Outcome.AHEAD ? answer.size() : 0, word);
        if (answer.message().isEmpty()) {
            return Mono.just(nothing);
        }
        SignedCheckpoint message = answer.message().orElseThrow();
        var key = entry.checkpointKey();
        return pools.crypto(() -> message.kid().equals(key.kid())
                        && message.verifies(ledger.network(), key.certificate().publicKey()))
                .flatMap(right -> !right
                        ? Mono.just(new Said(region, Optional.empty(), 0, "SIGNATURE_WRONG"))
                        : answer.outcome() == Outcome.SIGNED
                                        && message.payload().equals(own.payload())
                                ? Mono.just(new Said(region, Optional.of(message), 0, word))
                                : splitViews.compare(own, message, region).thenReturn(nothing));
    }
}
