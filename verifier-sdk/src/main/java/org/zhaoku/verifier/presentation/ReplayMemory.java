package org.zhaoku.verifier.presentation;

import java.time.Instant;
import org.zhaoku.verifier.bytes.Bytes;

/** Remembers which presentations were taken: in memory for one verifier, or in a store that several share. */
public interface ReplayMemory {
    /** What the memory knows. */
    enum Seen {
        FIRST_TIME,
        SEEN_BEFORE,
        /** The memory is full, or has forgotten that time already, or cannot be reached. */
        CANNOT_TELL
    }

    /**
     * Takes a note of {@code key} unless it is there already, both in one step.
     *
     * @param key 32 bytes
     * @param at the time
     * @param until the moment up to which the note must be kept
     */
    Seen note(Bytes key, Instant at, Instant until);
}
