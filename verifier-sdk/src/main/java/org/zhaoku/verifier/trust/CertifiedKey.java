package org.zhaoku.verifier.trust;

import java.util.OptionalLong;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm2PublicKey;
import org.zhaoku.verifier.sm.Sm3;

/**
 * A key as the registry has it. That certificate and public key belong together is checked by whoever writes the bundle (and by
 * every cosigner): a reader need not parse X.509. Where the key stops counting is written as the first of the department's tiles
 * that it does not count for.
 *
 * @param certificate in DER, 1 to {@link #MAX_CERTIFICATE} bytes
 * @param publicKey the certificate's key
 * @param retiredFrom tile from which on the key signs no more, 0 up to 2³²−1
 * @param distrustedFrom tile from which on nothing that it signed is trusted, 0 up to 2³²−1
 */
public record CertifiedKey(
        Bytes certificate, Sm2PublicKey publicKey, OptionalLong retiredFrom, OptionalLong distrustedFrom) {
    /** The longest certificate, in bytes. */
    public static final int MAX_CERTIFICATE = 4096;

    static final long MAX_TILE = 0xffff_ffffL;
    private static final int POINT_LENGTH = 65;

    /** @throws IllegalArgumentException if a part is out of its range */
    public CertifiedKey {
        if (certificate.size() < 1 || certificate.size() > MAX_CERTIFICATE) {
            throw new CborException(
                    "expected a certificate of 1 to " + MAX_CERTIFICATE + " bytes, got " + certificate.size());
        }
        checkTile(retiredFrom);
        checkTile(distrustedFrom);
    }

    /** A key that is neither retired nor distrusted. */
    public static CertifiedKey of(Bytes certificate, Sm2PublicKey publicKey) {
        return new CertifiedKey(certificate, publicKey, OptionalLong.empty(), OptionalLong.empty());
    }

    private static void checkTile(OptionalLong tile) {
        if (tile.isPresent() && (tile.getAsLong() < 0 || tile.getAsLong() > MAX_TILE)) {
            throw new CborException("expected a tile from 0 to 2^32-1, got " + tile.getAsLong());
        }
    }

    /** The first 8 bytes of SM3 over the certificate. */
    public KeyId kid() {
        return new KeyId(Sm3.digest(certificate).slice(0, KeyId.LENGTH));
    }

    Cbor toCbor() {
        return Cbor.map()
                .put(1, Cbor.of(certificate))
                .put(2, Cbor.of(publicKey.encoded()))
                .put(3, retiredFrom.isPresent() ? Cbor.of(retiredFrom.getAsLong()) : null)
                .put(4, distrustedFrom.isPresent() ? Cbor.of(distrustedFrom.getAsLong()) : null)
                .build();
    }

    static CertifiedKey of(Cbor item) {
        var map = new CborMapReader("key", item);
        var key = new CertifiedKey(
                map.bytes(1),
                Sm2PublicKey.of(map.bytes(2, POINT_LENGTH)),
                map.findNumber(3, 0, MAX_TILE),
                map.findNumber(4, 0, MAX_TILE));
        map.end();
        return key;
    }
}
