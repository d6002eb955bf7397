package org.zhaoku.gateway.store;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import java.util.List;
import org.bson.Document;

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

    /** As the servers write it: {field: 1, …}. */
    Document key() {
        var key = new Document();
        fields.forEach(field -> key.append(field, 1));
        return key;
    }

    IndexModel model() {
        return new IndexModel(key(), new IndexOptions().unique(unique));
    }
}
