package org.zhaoku.gateway.keys;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.zhaoku.gateway.store.Database;

/** Opens key rings: the first key's turn comes at first start. */
public final class KeyRings {
    private static final Duration START = Duration.ofSeconds(60);

    private KeyRings() {}

    /**
     * The ring of a kind. Blocks: for the start.
     *
     * @throws SealException {@code SEAL_KEY_UNKNOWN} if the active key is not on the shelf
     */
    public static <K> KeyRing<K> open(KeyRing.Kind kind, KeyShelf<K> shelf, Database database, Clock clock) {
        var turns = new MongoKeyTurns(database, clock);
        KeyRing.Turn turn = turns.find(kind)
                .blockOptional(START)
                .or(() -> turns.begin(kind, first(shelf)).blockOptional(START))
                .orElseThrow(() -> new IllegalStateException("a turn that was stored is not there"));
        return new KeyRing<>(kind, shelf, turn);
    }

    private static String first(KeyShelf<?> shelf) {
        List<String> held = shelf.ids();
        return held.isEmpty() ? shelf.create() : held.get(0);
    }

    /** The rotation of these rings. */
    public static KeyRotation rotation(List<KeyRing<?>> rings, List<KeyUse> uses, Database database, Clock clock) {
        return new KeyRotation(rings, uses, new MongoKeyTurns(database, clock));
    }
}
