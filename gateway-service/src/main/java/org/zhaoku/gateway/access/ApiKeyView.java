package org.zhaoku.gateway.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An API key as the API shows it.
 *
 * @param id names it, and is not secret
 * @param key the key itself, only in the reply that made it
 * @param revoked when it was taken back
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ApiKey")
record ApiKeyView(
        String id,
        String name,
        List<Right> rights,
        Instant created,
        String createdBy,
        Instant expires,
        @Nullable Instant revoked,
        @Nullable String revokedBy,

        @Schema(description = "shown once, in the reply that made it") @Nullable String key) {
    /** What the application may read, and for what. */
    @Schema(name = "ApiKeyRightView")
    record Right(String type, List<String> purposes) {}

    static ApiKeyView of(ApiKey key) {
        return of(key, null);
    }

    static ApiKeyView of(ApiKeys.Made made) {
        return of(made.key(), made.text());
    }

    private static ApiKeyView of(ApiKey key, @Nullable String text) {
        return new ApiKeyView(
                key.id(),
                key.name(),
                key.rights().stream()
                        .map(right -> new Right(right.type().value(), List.copyOf(right.purposes())))
                        .toList(),
                key.created(),
                key.createdBy(),
                key.expires(),
                key.revoked().orElse(null),
                key.revokedBy().orElse(null),
                text);
    }

    /** Leaves the key out. */
    @Override
    public String toString() {
        return "API key " + id;
    }
}
