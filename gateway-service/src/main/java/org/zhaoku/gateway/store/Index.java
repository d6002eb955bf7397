package org.zhaoku.gateway.store;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.util.List;

/**
 * An index that a collection needs. Only what every server of the protocol has: no partial, sparse or TTL index.
 *
 * @param fields ascending
 * @param unique whether two documents may not agree in all fields; each document must have them all then
 */
public record Index(List<String> fields, boolean unique) {
    public Index {
        fields = List.copyOf(fields);
    }

    /** An index for finding. */
    public static Index on(String... fields) {
        return new Index(List.of(fields), false);
    }

    /** An index that refuses a second document with the same values. */
    public static Index unique(String... fields) {
        return new Index(List.of(fields), true);
    }

    IndexModel model() {
        return new IndexModel(Indexes.ascending(fields), new IndexOptions().unique(unique));
    }
}
