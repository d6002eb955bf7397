package org.zhaoku.gateway.search;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.zhaoku.gateway.keys.Keys;
import org.zhaoku.gateway.keys.LookupKey;
import org.zhaoku.gateway.licence.LicenceSearch;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborReads;

/**
 * Cursors: CBOR [time in ms, id] and 16 bytes of a MAC over it and what is paged through, base64url. So a cursor goes on with
 * the search that it comes from, and with no other. Gateways that share a database share the key.
 */
@Component
class Cursors {
    private static final String LABEL = "zhaoku/1/cursor";
    private static final int MAC_LENGTH = 16;

    private final Keys<LookupKey> keys;

    Cursors(Keys<LookupKey> keys) {
        this.keys = keys;
    }

    /** @param through what is paged through, whatever makes it differ from another search */
    String write(String through, LicenceSearch.Place place) {
        Bytes content = Cbor.array(Cbor.of(place.at().toEpochMilli()), Cbor.of(place.id()))
                .encode();
        Bytes cursor = content.plus(mac(keys.active(), through, content));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor.toArray());
    }

    /** @throws org.zhaoku.gateway.web.ProblemException FIELD_INVALID if it is another search's, or was changed */
    Optional<LicenceSearch.Place> read(String through, @Nullable String cursor) {
        if (cursor == null) {
            return Optional.empty();
        }
        Optional<LicenceSearch.Place> place = decode(through, cursor);
        if (place.isEmpty()) {
            var errors = new FieldErrors();
            errors.add(
                    "cursor",
                    FieldError.Code.FORMAT,
                    "expected the cursor of this search's page before, unchanged; begin again without one");
            errors.throwIfAny();
        }
        return place;
    }

    private Optional<LicenceSearch.Place> decode(String through, String cursor) {
        try {
            Bytes bytes = Bytes.of(Base64.getUrlDecoder().decode(cursor));
            if (bytes.size() <= MAC_LENGTH) {
                return Optional.empty();
            }
            Bytes content = bytes.slice(0, bytes.size() - MAC_LENGTH);
            Bytes mac = bytes.slice(bytes.size() - MAC_LENGTH, bytes.size());
            if (keys.readable().stream().noneMatch(key -> isSame(mac(key, through, content), mac))) {
                return Optional.empty();
            }
            List<Cbor> parts = CborReads.array("cursor", Cbor.decode(content), 2, 2);
            return Optional.of(new LicenceSearch.Place(
                    Instant.ofEpochMilli(((Cbor.Int) parts.get(0)).value()), CborReads.text("id", parts.get(1))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isSame(Bytes one, Bytes other) {
        return java.security.MessageDigest.isEqual(one.toArray(), other.toArray());
    }

    private static Bytes mac(LookupKey key, String through, Bytes content) {
        return key.mac(LABEL, Cbor.array(Cbor.of(through), Cbor.of(content)).encode())
                .slice(0, MAC_LENGTH);
    }
}
