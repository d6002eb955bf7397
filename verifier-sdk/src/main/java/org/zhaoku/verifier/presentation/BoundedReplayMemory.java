package org.zhaoku.verifier.presentation;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import org.zhaoku.verifier.bytes.Bytes;

/** Remembers in memory what is still alive, up to a limit. May be shared between threads. */
public final class BoundedReplayMemory implements ReplayMemory {
    private final int capacity;
    private final Set<Bytes> keys = new HashSet<>();
    private final Queue<Note> notes = new PriorityQueue<>(Comparator.comparing(Note::until));
    private Instant forgotten = Instant.MIN;

    private record Note(Bytes key, Instant until) {}

    /** @param capacity the most notes that are kept, at least 1; each takes some 150 bytes */
    public BoundedReplayMemory(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("expected room for one note at least, got " + capacity);
        }
        this.capacity = capacity;
    }

    @Override
    public synchronized Seen note(Bytes key, Instant at, Instant until) {
        for (Note oldest = notes.peek(); oldest != null && oldest.until().isBefore(at); oldest = notes.peek()) {
            forgotten = oldest.until();
            keys.remove(oldest.key());
            notes.remove();
        }
        if (keys.contains(key)) {
            return Seen.SEEN_BEFORE;
        }
        // a clock that was put back must not let in again what is forgotten
        if (keys.size() == capacity || !until.isAfter(forgotten)) {
            return Seen.CANNOT_TELL;
        }
        keys.add(key);
        notes.add(new Note(key, until));
        return Seen.FIRST_TIME;
    }
}
