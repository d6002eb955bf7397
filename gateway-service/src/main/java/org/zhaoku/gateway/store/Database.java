package org.zhaoku.gateway.store;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.WriteConcern;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The gateway's database. The server is one of the MongoDB protocol, embedded or not, and never asked for more than all of them
 * have: no transactions, no pipeline updates, no partial or TTL indexes.
 */
public final class Database implements AutoCloseable {
    private static final int CONNECT_SECONDS = 5;
    private static final int READ_SECONDS = 30;
    private static final Duration START = Duration.ofSeconds(60);
    private static final String DEFAULT_NAME = "zhaoku";

    private final @Nullable EmbeddedServer embedded;
    private final MongoClient client;
    /** The tests look at it as a whole. */
    final MongoDatabase database;

    private Database(@Nullable EmbeddedServer embedded, ConnectionString uri) {
        this.embedded = embedded;
        this.client = MongoClients.create(settings(uri));
        this.database = client.getDatabase(Objects.requireNonNullElse(uri.getDatabase(), DEFAULT_NAME));
    }

    /**
     * Connects to the server of this connection string, or starts the embedded one if it is empty. Blocks.
     *
     * @throws StoreException {@code DATABASE_URI_INVALID} if it is not a connection string
     */
    public static Database open(String uri, DataDirectory directory) {
        if (uri.isBlank()) {
            EmbeddedServer server = EmbeddedServer.start(directory);
            return new Database(server, new ConnectionString(server.uri()));
        }
        return new Database(null, parse(uri));
    }

    // without the cause: it may quote the password
    private static ConnectionString parse(String uri) {
        return Optional.of(uri)
                .flatMap(text -> {
                    try {
                        return Optional.of(new ConnectionString(text));
                    } catch (IllegalArgumentException e) {
                        return Optional.empty();
                    }
                })
                .orElseThrow(() -> new StoreException(
                        "DATABASE_URI_INVALID",
                        "zhaoku.mongodb.uri is not a connection string; expected mongodb://host:port/database"));
    }

    // what the connection string says goes before these
    private static MongoClientSettings settings(ConnectionString uri) {
        return MongoClientSettings.builder()
                .applicationName("zhaoku-gateway")
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(CONNECT_SECONDS, TimeUnit.SECONDS))
                .applyToSocketSettings(socket -> socket.connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                        .readTimeout(READ_SECONDS, TimeUnit.SECONDS))
                .applyToConnectionPoolSettings(pool -> pool.maxWaitTime(CONNECT_SECONDS, TimeUnit.SECONDS))
                .writeConcern(WriteConcern.MAJORITY)
                .applyConnectionString(uri)
                .build();
    }

    /** The same as {@link #documents(String, int, Index...)} of documents in their first form. */
    public Documents documents(String name, Index... indexes) {
        return documents(name, Documents.FIRST_SCHEMA, indexes);
    }

    /**
     * A collection with its indexes, which are made if they are not there. Blocks: for the start.
     *
     * @param schema version of its documents' form
     * @throws StoreException if the server refuses or cannot be reached; {@code INDEX_FOREIGN} if an index is there that would refuse
     *     or delete what this gateway writes, {@code INDEX_NOT_MADE} if one cannot be made
     */
    public Documents documents(String name, int schema, Index... indexes) {
        MongoCollection<Document> collection = database.getCollection(name);
        if (indexes.length > 0) {
            IndexCheck.ensure(collection, List.of(indexes)).block(START);
        }
        return new Documents(collection, schema, embedded());
    }

    /** Completes if the server answers, otherwise fails with {@link StoreUnavailableException}. */
    public Mono<Void> ping() {
        return Mono.defer(() -> Mono.from(database.runCommand(new Document("ping", 1))))
                .onErrorMap(StoreErrors::map)
                .then();
    }

    /** Whether the embedded server is in use. */
    public boolean embedded() {
        return embedded != null;
    }

    /** Closes the client, then the embedded server. */
    @Override
    public void close() {
        client.close();
        if (embedded != null) {
            embedded.close();
        }
    }
}
