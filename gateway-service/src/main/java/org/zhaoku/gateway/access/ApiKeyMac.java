package org.zhaoku.gateway.access;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;

/**
 * HMAC-SM3 over an API key's secret, its rights and its end. Who can only write to the database can neither make a key nor give
 * one more rights.
 */
final class ApiKeyMac {
    /** Length of the key, in bytes. */
    static final int KEY_LENGTH = 32;

    private final Bytes key;

    ApiKeyMac(Bytes key) {
        this.key = key;
    }

    Bytes of(String id, String secret, List<ApiRight> rights, Instant expires) {
        Bytes input = Cbor.array(
                        Cbor.of("zhaoku/1/api-key"),
                        Cbor.of(id),
                        Cbor.of(secret),
                        Cbor.of(expires.getEpochSecond()),
                        Cbor.array(rights.stream().map(ApiKeyMac::right).toList()))
                .encode();
        var mac = new HMac(new SM3Digest());
        mac.init(new KeyParameter(key.toArray()));
        mac.update(input.toArray(), 0, input.size());
        byte[] output = new byte[mac.getMacSize()];
        mac.doFinal(output, 0);
        return Bytes.of(output);
    }

    private static Cbor right(ApiRight right) {
        return Cbor.array(Stream.concat(Stream.of(right.type().value()), right.purposes().stream())
                .map(Cbor::of)
                .toList());
    }

    @Override
    public String toString() {
        return "API key MAC";
    }
}
