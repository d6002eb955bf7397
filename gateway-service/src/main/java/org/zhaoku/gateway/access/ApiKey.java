package org.zhaoku.gateway.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.zhaoku.verifier.bytes.Bytes;

/**
 * An API key as stored: never the key itself.
 *
 * @param id public part of the key, 16 hexadecimal digits
 * @param name of the application, for people
 * @param rights at least one
 * @param created when and {@code createdBy} by which caller
 * @param expires from when on it does not count
 * @param revoked when it was taken back, and {@code revokedBy} by which caller
 * @param mac keyed hash of the key and of all that it allows, see {@link ApiKeyMac}
 */
record ApiKey(
        String id,
        String name,
        List<ApiRight> rights,
        Instant created,
        String createdBy,
        Instant expires,
        Optional<Instant> revoked,
        Optional<String> revokedBy,
        Bytes mac) {
    ApiKey {
        rights = List.copyOf(rights);
    }

    boolean counts(Instant now) {
        return revoked.isEmpty() && now.isBefore(expires);
    }
}
