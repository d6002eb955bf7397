package org.zhaoku.gateway.keys;

import java.util.List;
import java.util.Optional;

/**
 * Keys of one kind that follow one another: one is active, the others are kept as long as something stored needs them.
 *
 * @param <K> what a key can do
 */
public interface Keys<K> {
    /** The key for whatever is written now. */
    K active();

    /** The key with this id, if it is held here. May block. */
    Optional<K> find(String id);

    /** All that something stored may need, the active one first. */
    List<K> readable();

    /** One key for ever. */
    static <K> Keys<K> only(String id, K key) {
        return new Keys<>() {
            @Override
            public K active() {
                return key;
            }

            @Override
            public Optional<K> find(String wanted) {
                return wanted.equals(id) ? Optional.of(key) : Optional.empty();
            }

            @Override
            public List<K> readable() {
                return List.of(key);
            }
        };
    }
}
