package org.zhaoku.gateway.keys;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keys of one kind as this gateway has them: what the database says of them, and the shelf on which they are.
 *
 * @param <K> what a key can do
 */
public final class KeyRing<K> implements Keys<K> {
    private final Kind kind;
    private final KeyShelf<K> shelf;
    private volatile Turn turn;
    private volatile K active;
    private volatile List<K> readable;

    /** The kinds. */
    public enum Kind {
        /** They wrap the keys of stored data. */
        MASTER,
        /** Holders are found under them. */
        HOLDERS;

        /** In the database, in file names and in the API. */
        public String value() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * Whose turn it is.
     *
     * @param active the key for all that is written
     * @param retired what something stored may still need
     * @param destroyed what nothing needs any more
     */
    public record Turn(String active, List<String> retired, List<String> destroyed) {
        public Turn {
            retired = List.copyOf(retired);
            destroyed = List.copyOf(destroyed);
        }
    }

    /** @throws SealException {@code SEAL_KEY_UNKNOWN} if the active key is not held here */
    KeyRing(Kind kind, KeyShelf<K> shelf, Turn turn) {
        this.kind = kind;
        this.shelf = shelf;
        this.turn = turn;
        this.active = held(turn.active());
        this.readable = readable(active, turn);
    }

    public Kind kind() {
        return kind;
    }

    KeyShelf<K> shelf() {
        return shelf;
    }

    Turn turn() {
        return turn;
    }

    /** Takes over what the database says now. May block. */
    void follow(Turn next) {
        if (!next.active().equals(turn.active())) {
            active = held(next.active());
        }
        readable = readable(active, next);
        turn = next;
    }

    private List<K> readable(K first, Turn now) {
        return Stream.concat(Stream.of(first), now.retired().stream().flatMap(id -> shelf.find(id).stream()))
                .toList();
    }

    private K held(String id) {
        return shelf.find(id).orElseThrow(() -> SealException.unknownKey(id, String.join(", ", shelf.ids())));
    }

    @Override
    public K active() {
        return active;
    }

    @Override
    public Optional<K> find(String id) {
        return shelf.find(id);
    }

    @Override
    public List<K> readable() {
        return readable;
    }
}
