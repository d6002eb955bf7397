package org.zhaoku.gateway.issue;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.bytes.Bytes;

/** The trees of the batches that this process made last: whoever finds none here makes it of the stored statements. */
@Component
class MadeBatches {
    private static final int MOST = 32;

    private final Cache<Bytes, TileTree> trees =
            Caffeine.newBuilder().maximumSize(MOST).build();

    void put(Bytes batchKey, TileTree tree) {
        trees.put(batchKey, tree);
    }

    Optional<TileTree> tree(Bytes batchKey) {
        return Optional.ofNullable(trees.getIfPresent(batchKey));
    }

    /** The batch is complete. */
    void remove(Bytes batchKey) {
        trees.invalidate(batchKey);
    }
}
