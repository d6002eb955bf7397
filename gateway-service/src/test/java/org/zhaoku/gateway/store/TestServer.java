package org.zhaoku.gateway.store;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Objects;
import java.util.UUID;

/** The servers of the MongoDB protocol on which the repositories are tried. */
public enum TestServer {
    /** The embedded one, always. */
    EMBEDDED,
    /** The one that {@code ZHAOKU_TEST_MONGODB_URI} names, without a database; skipped if it is not set. */
    NAMED;

    private static final String VARIABLE = "ZHAOKU_TEST_MONGODB_URI";

    /** The named one if there is one: for whole gateways, which are tried on one server at a time. */
    public static TestServer chosen() {
        return System.getenv(VARIABLE) == null ? EMBEDDED : NAMED;
    }

    /** Connection string for a database of its own; empty for the embedded server. */
    public String uri() {
        if (this == EMBEDDED) {
            return "";
        }
        String uri = Objects.requireNonNullElse(System.getenv(VARIABLE), "");
        assumeThat(uri).as(VARIABLE).isNotEmpty();
        return uri.replaceFirst("/*$", "") + "/zhaoku-test-"
                + UUID.randomUUID().toString().substring(0, 8);
    }
}
