package org.zhaoku.verifier.answer;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.sm.Sm3;

/**
 * A yes or no, and what it is bound to. It carries nothing of the licence or its holder.
 *
 * @param request digest of the request, 32 bytes
 * @param caller who asked, 1 to 128 bytes of UTF-8
 * @param purpose what for, 1 to 256 bytes of UTF-8
 * @param reply the answer
 * @param time the moment at which it was true, whole seconds
 * @param lifetime how long it may be relied on, in seconds
 */
public record Answer(Bytes request, String caller, String purpose, Reply reply, Instant time, int lifetime) {
    /** The longest name of a caller in bytes of UTF-8. */
    public static final int MAX_CALLER = 128;

    /** The longest purpose in bytes of UTF-8. */
    public static final int MAX_PURPOSE = 256;

    /** The longest lifetime that is taken, in seconds. */
    public static final int MAX_LIFETIME = 300;

    /** The longest lifetime that can be read, in seconds: longer than what is taken, so that the check can say so. */
    static final int MAX_READ_LIFETIME = 86_400;

    private static final long MAX_TIME = 253_402_300_799L;

    private static final int FORMAT = 1;
    private static final int REQUEST = 2;
    private static final int CALLER = 3;
    private static final int PURPOSE = 4;
    private static final int REPLY = 5;
    private static final int TIME = 6;
    private static final int LIFETIME = 7;

    /** @throws IllegalArgumentException if a part is out of its range; the message names it */
    public Answer {
        Ranges.check("bytes of the request's digest", request.size(), Sm3.LENGTH, Sm3.LENGTH);
        Ranges.check("bytes of the caller", caller.getBytes(StandardCharsets.UTF_8).length, 1, MAX_CALLER);
        Ranges.check("bytes of the purpose", purpose.getBytes(StandardCharsets.UTF_8).length, 1, MAX_PURPOSE);
        Ranges.check("seconds of the time", time.getEpochSecond(), 0, MAX_TIME);
        Ranges.check("nanoseconds of the time", time.getNano(), 0, 0);
        Ranges.check("seconds of the lifetime", lifetime, 1, MAX_READ_LIFETIME);
    }

    /** The first moment at which it may not be relied on any more. */
    public Instant expires() {
        return time.plusSeconds(lifetime);
    }

    Bytes encode() {
        return Cbor.map()
                .put(FORMAT, Cbor.of(1))
                .put(REQUEST, Cbor.of(request))
                .put(CALLER, Cbor.of(caller))
                .put(PURPOSE, Cbor.of(purpose))
                .put(REPLY, Cbor.of(reply.number()))
                .put(TIME, Cbor.of(time.getEpochSecond()))
                .put(LIFETIME, Cbor.of(lifetime))
                .build()
                .encode();
    }

    static Answer decode(Bytes encoded) {
        var claims = new CborMapReader("answer", Cbor.decode(encoded));
        claims.number(FORMAT, 1, 1);
        var answer = new Answer(
                claims.bytes(REQUEST, Sm3.LENGTH),
                claims.text(CALLER),
                claims.text(PURPOSE),
                Reply.numbered(claims.number(REPLY, 0, Reply.MAX_NUMBER)),
                Instant.ofEpochSecond(claims.number(TIME, 0, MAX_TIME)),
                (int) claims.number(LIFETIME, 1, MAX_READ_LIFETIME));
        claims.end();
        return answer;
    }
}
