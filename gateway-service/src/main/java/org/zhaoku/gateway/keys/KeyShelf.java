package org.zhaoku.gateway.keys;

import java.util.List;
import java.util.Optional;

/**
 * Where keys of one kind are kept: files, a hardware module or a service. All calls may block.
 *
 * @param <K> what a key can do
 */
public interface KeyShelf<K> {
    /** Ids of all keys that are held here. */
    List<String> ids();

    /** The key, also if another process put it here meanwhile. */
    Optional<K> find(String id);

    /** Makes a key; its id. */
    String create();

    /** Destroys the key for ever; one that is not here is no error. */
    void destroy(String id);
}
