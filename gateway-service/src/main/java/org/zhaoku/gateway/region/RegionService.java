package org.zhaoku.gateway.region;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Service;
import org.zhaoku.chaincode.command.PutRegion;
import org.zhaoku.chaincode.command.RegionKey;
import org.zhaoku.chaincode.command.RegionKey.Use;
import org.zhaoku.gateway.keys.Signer;
import org.zhaoku.gateway.keys.SigningKey;
import org.zhaoku.gateway.ledger.Ledger;
import org.zhaoku.gateway.ledger.LedgerChanges;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.work.WorkPools;
import org.zhaoku.verifier.sm.KeyId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Writes the region's entry: this gateway's key beside those of the region's other gateways, and the region's checkpoint key. */
@Service
class RegionService {
    private final Ledger ledger;
    private final LedgerChanges changes;
    private final LedgerView view;
    private final Signer signer;
    private final WorkPools pools;

    RegionService(Ledger ledger, LedgerChanges changes, LedgerView view, Signer signer, WorkPools pools) {
        this.ledger = ledger;
        this.changes = changes;
        this.view = view;
        this.signer = signer;
        this.pools = pools;
    }

    /**
     * Puts the entry on the ledger; one that says the same already stays as it is.
     *
     * @param replaceKey whether another checkpoint key than this gateway's may be replaced
     */
    Mono<RegionView> put(String name, List<String> baseUrls, boolean replaceKey) {
        return changes.caughtUp(view)
                .then(pools.crypto(() -> entry(name, baseUrls, replaceKey)))
                .flatMap(entry -> changes.submit(entry)
                        .then(changes.until(() -> own().filter(known -> known.version() >= entry.version())
                                .isPresent())))
                .then(Mono.fromCallable(() -> RegionView.of(ledger.region(), own().orElseThrow())));
    }

    private Optional<PutRegion> own() {
        return Optional.ofNullable(view.regions().get(ledger.region()));
    }

    private PutRegion entry(String name, List<String> baseUrls, boolean replaceKey) {
        Optional<PutRegion> known = own();
        TreeMap<KeyId, RegionKey> gateways = new TreeMap<>();
        known.ifPresent(entry -> entry.gatewayKeys().forEach(key -> gateways.put(key.kid(), key)));
        gateways.computeIfAbsent(signer.region().kid(), kid -> prove(Use.GATEWAY, signer.region()));
        SigningKey checkpoint = signer.checkpoint();
        Optional<RegionKey> registered = known.map(PutRegion::checkpointKey);
        if (!replaceKey
                && registered.filter(key -> !key.kid().equals(checkpoint.kid())).isPresent()) {
            throw ProblemCode.CHECKPOINT_KEY_OTHER.because(
                    "The region signs checkpoints with one key, and this gateway has another. Copy keys/checkpoint.p12 of the"
                            + " gateway that has it, or replace it by replaceCheckpointKey if it is lost.");
        }
        RegionKey key = registered
                .filter(same -> same.kid().equals(checkpoint.kid()))
                .orElseGet(() -> prove(Use.CHECKPOINT, checkpoint));
        var same = known.filter(entry -> entry.name().equals(name)
                && entry.baseUrls().equals(baseUrls)
                && entry.gatewayKeys().size() == gateways.size()
                && entry.checkpointKey().kid().equals(key.kid()));
        int version = known.map(PutRegion::version).orElse(0) + 1;
        return same.orElseGet(() -> new PutRegion(version, name, baseUrls, List.copyOf(gateways.values()), key));
    }

    private RegionKey prove(Use use, SigningKey key) {
        return RegionKey.prove(ledger.network(), ledger.region(), use, key.certificate(), key);
    }

    Flux<RegionView> all() {
        return Flux.fromIterable(view.regions().entrySet())
                .map(entry -> RegionView.of(entry.getKey(), entry.getValue()));
    }
}
