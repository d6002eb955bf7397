package org.zhaoku.gateway.bundle;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.zhaoku.gateway.ledger.LedgerAlarms;
import org.zhaoku.verifier.log.SignedCheckpoint;
import org.zhaoku.verifier.log.SplitView;
import reactor.core.publisher.Mono;

/** Proofs that two signed checkpoints cannot be of one log: kept for third parties, and an alarm. */
@Component
class SplitViews {
    private final CheckpointRepository kept;
    private final LedgerAlarms alarms;

    SplitViews(CheckpointRepository kept, LedgerAlarms alarms) {
        this.kept = kept;
        this.alarms = alarms;
    }

    /**
     * Keeps the proof if there is one.
     *
     * @param own signed by this region
     * @param theirs signed by {@code region}; the signature was verified
     */
    Mono<Void> compare(SignedCheckpoint own, SignedCheckpoint theirs, String region) {
        Optional<SplitView> proof = SplitView.between(own, theirs);
        if (proof.isEmpty()) {
            return Mono.empty();
        }
        alarms.raise(
                "SPLIT_VIEW",
                Optional.of(theirs.checkpoint().position()),
                region,
                "it signed another root of " + theirs.checkpoint().size()
                        + " records than this region; the proof is at /api/v1/ledger/split-views: give it to all regions");
        return kept.keep(proof.orElseThrow());
    }
}
