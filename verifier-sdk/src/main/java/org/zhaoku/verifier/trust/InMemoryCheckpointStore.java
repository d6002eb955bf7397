package org.zhaoku.verifier.trust;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.zhaoku.verifier.cose.Network;

/** For tests and for short-lived processes. */
final class InMemoryCheckpointStore implements CheckpointStore {
    private final Map<Network, CosignedCheckpoint> last = new HashMap<>();

    @Override
    public synchronized Optional<CosignedCheckpoint> last(Network network) {
        return Optional.ofNullable(last.get(network));
    }

    @Override
    public synchronized void save(CosignedCheckpoint checkpoint) {
        last.merge(
                checkpoint.checkpoint().network(),
                checkpoint,
                (held, next) -> Freshness.isOlder(next.checkpoint(), held.checkpoint()) ? held : next);
    }
}
