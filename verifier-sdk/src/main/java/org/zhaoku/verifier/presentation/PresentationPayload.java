package org.zhaoku.verifier.presentation;

import java.time.Instant;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.sm.Sm3;

/**
 * What the signatures cover.
 *
 * @param showing to whom and when
 * @param content SM3 over the licences as they are carried, 32 bytes
 */
record PresentationPayload(Showing showing, Bytes content) {
    private static final int FORMAT = 1;
    private static final int AUDIENCE = 2;
    private static final int NONCE = 3;
    private static final int TIME = 4;
    private static final int LIFETIME = 5;
    private static final int CONTENT = 6;

    Bytes encode() {
        return Cbor.map()
                .put(FORMAT, Cbor.of(1))
                .put(AUDIENCE, showing.audience().map(Cbor::of).orElse(null))
                .put(NONCE, showing.nonce().map(Cbor::of).orElse(null))
                .put(TIME, Cbor.of(showing.time().getEpochSecond()))
                .put(LIFETIME, showing.lifetime() == Showing.MAX_LIFETIME ? null : Cbor.of(showing.lifetime()))
                .put(CONTENT, Cbor.of(content))
                .build()
                .encode();
    }

    /** @throws IllegalArgumentException if {@code encoded} is anything else than what {@link #encode} makes */
    static PresentationPayload decode(Bytes encoded) {
        var claims = new CborMapReader("presentation", Cbor.decode(encoded));
        claims.number(FORMAT, 1, 1);
        var showing = new Showing(
                claims.find(AUDIENCE).map(item -> CborReads.text("audience", item)),
                claims.find(NONCE).map(item -> CborReads.bytes("nonce", item)),
                Instant.ofEpochSecond(claims.number(TIME, 0, Showing.MAX_TIME)),
                (int) claims.findNumber(LIFETIME, 1, Showing.MAX_READ_LIFETIME).orElse(Showing.MAX_LIFETIME));
        var payload = new PresentationPayload(showing, claims.bytes(CONTENT, Sm3.LENGTH));
        claims.end();
        if (!payload.encode().equals(encoded)) {
            throw new CborException("presentation: the usual lifetime is written out");
        }
        return payload;
    }
}
