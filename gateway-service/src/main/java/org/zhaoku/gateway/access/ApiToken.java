package org.zhaoku.gateway.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zhaoku.gateway.store.DataDirectory;

/** The one token of the API. Its text form says nothing of it. */
final class ApiToken {
    /** The shortest token that is taken, in characters. */
    static final int MIN_LENGTH = 16;

    private static final Logger LOG = LoggerFactory.getLogger(ApiToken.class);
    private static final int RANDOM_BYTES = 32;

    private final byte[] token;

    private ApiToken(String token) {
        this.token = token.getBytes(UTF_8);
    }

    /** @throws IllegalStateException if the token is too short */
    static ApiToken of(String token) {
        if (token.length() < MIN_LENGTH) {
            throw new IllegalStateException(
                    "the API token is shorter than " + MIN_LENGTH + " characters; set a longer zhaoku.api.token");
        }
        return new ApiToken(token);
    }

    /** Reads the token in the file {@code api-token}, or makes one there that only its owner can read. */
    static ApiToken in(DataDirectory directory, SecureRandom random) {
        Path file = directory.path().resolve("api-token");
        try {
            if (!Files.exists(file)) {
                byte[] bytes = new byte[RANDOM_BYTES];
                random.nextBytes(bytes);
                String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
                DataDirectory.write(file, (token + "\n").getBytes(UTF_8));
                LOG.info("made an API token; it is in the file api-token of the data directory");
            }
            return of(Files.readString(file).strip());
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the API token cannot be kept in the data directory; make it writable or set zhaoku.api.token", e);
        }
    }

    /** Compares in a time that does not depend on where the two differ. */
    boolean matches(String candidate) {
        return MessageDigest.isEqual(token, candidate.getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return "API token";
    }
}
