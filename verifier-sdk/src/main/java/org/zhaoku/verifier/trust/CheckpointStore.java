package org.zhaoku.verifier.trust;

import java.util.Optional;
import org.zhaoku.verifier.cose.Network;

/**
 * Remembers the last checkpoint seen of each network, so that nobody can bring an older bundle back. Keep it where it outlives
 * the process; without it a thief of one old bundle turns back the time. Used by many threads.
 */
public interface CheckpointStore {
    /** The last one saved for {@code network}; its signatures were verified then. */
    Optional<CosignedCheckpoint> last(Network network);

    /** Keeps {@code checkpoint} as the last of its network. A store that holds a later one already keeps that. */
    void save(CosignedCheckpoint checkpoint);

    /** A store that forgets when the process ends. */
    static CheckpointStore inMemory() {
        return new InMemoryCheckpointStore();
    }
}
