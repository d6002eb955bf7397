package org.zhaoku.verifier.presentation;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.zhaoku.verifier.bytes.Bytes;

/**
 * To whom and when licences are shown.
 *
 * @param audience the verifier, 1 to 128 bytes of UTF-8; empty for whoever sees it
 * @param nonce the verifier's challenge, 16 bytes; empty if it gave none
 * @param time the moment of showing, whole seconds
 * @param lifetime how long it may be taken, in seconds, 1 to 60
 */
public record Showing(Optional<String> audience, Optional<Bytes> nonce, Instant time, int lifetime) {
    /** The longest audience in bytes of UTF-8. */
    public static final int MAX_AUDIENCE = 128;

    /** Length of a nonce in bytes. */
    public static final int NONCE_LENGTH = 16;

    /** The usual lifetime and the longest that is taken, in seconds. */
    public static final int MAX_LIFETIME = 60;

    /** The longest lifetime that can be read, in seconds: longer than what is taken, so that the verdict can say so. */
    static final int MAX_READ_LIFETIME = 86_400;

    static final long MAX_TIME = 253_402_300_799L;

    /** @throws IllegalArgumentException if a part is out of its range; the message names it */
    public Showing {
        audience.ifPresent(name ->
                inRange("bytes of the audience", name.getBytes(StandardCharsets.UTF_8).length, 1, MAX_AUDIENCE));
        nonce.ifPresent(bytes -> inRange("bytes of the nonce", bytes.size(), NONCE_LENGTH, NONCE_LENGTH));
        inRange("seconds of the time", time.getEpochSecond(), 0, MAX_TIME);
        inRange("nanoseconds of the time", time.getNano(), 0, 0);
        inRange("seconds of the lifetime", lifetime, 1, MAX_READ_LIFETIME);
    }

    /** Shown for 60 seconds from {@code time} on, parts of a second cut off. */
    public static Showing at(Instant time, Optional<String> audience, Optional<Bytes> nonce) {
        return new Showing(audience, nonce, Instant.ofEpochSecond(time.getEpochSecond()), MAX_LIFETIME);
    }

    /** The first moment at which it may not be taken any more. */
    public Instant expires() {
        return time.plusSeconds(lifetime);
    }

    private static void inRange(String what, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(what + ": expected " + min + " to " + max + ", got " + value);
        }
    }
}
