package org.zhaoku.gateway.keys;

import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;

/** A key of HMAC-SM3 (GB/T 15852.2) under which personal numbers are looked up, and its name, both from one secret. */
public final class LookupKey {
    private final String id;
    private final Bytes key;

    /** @param secret 32 bytes of full entropy */
    LookupKey(Bytes secret) {
        this.id = HmacSm3.of(secret, Bytes.utf8("zhaoku/1/lookup/id"))
                .slice(0, Sm4MasterKey.ID_LENGTH)
                .hex();
        this.key = HmacSm3.of(secret, Bytes.utf8("zhaoku/1/lookup/hmac"));
    }

    public String id() {
        return id;
    }

    /**
     * The MAC of a message, 32 bytes.
     *
     * @param label what the message is: the same message under another label has another MAC
     */
    public Bytes mac(String label, Bytes message) {
        return HmacSm3.of(key, Cbor.array(Cbor.of(label), Cbor.of(message)).encode());
    }

    /** Says nothing of the key. */
    @Override
    public String toString() {
        return "lookup key " + id;
    }
}
