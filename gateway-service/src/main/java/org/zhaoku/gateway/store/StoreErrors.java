package org.zhaoku.gateway.store;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoServerUnavailableException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import java.util.List;

/** Turns what the driver throws into what the gateway knows; the server's own texts, which quote documents, end here. */
final class StoreErrors {
    // the driver throws IllegalStateException when it is used after it was closed: at shutdown
    private static final List<Class<? extends RuntimeException>> UNAVAILABLE = List.of(
            MongoTimeoutException.class,
            MongoExecutionTimeoutException.class,
            MongoSocketException.class,
            MongoServerUnavailableException.class,
            MongoConnectionPoolClearedException.class,
            MongoNotPrimaryException.class,
            MongoNodeIsRecoveringException.class,
            MongoWriteConcernException.class,
            IllegalStateException.class);

    private StoreErrors() {}

    static Throwable map(Throwable error) {
        if (UNAVAILABLE.stream().anyMatch(type -> type.isInstance(error))) {
            return new StoreUnavailableException(error);
        }
        if (error instanceof MongoException mongo) {
            return ErrorCategory.fromErrorCode(mongo.getCode()) == ErrorCategory.DUPLICATE_KEY
                    ? new DuplicateKeyException()
                    : new StoreException(
                            "STORE_REFUSED",
                            "the database refused an operation with code " + mongo.getCode() + " ("
                                    + error.getClass().getSimpleName() + ")");
        }
        return error;
    }
}
