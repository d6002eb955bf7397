package org.zhaoku.gateway.keys;

import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.zhaoku.verifier.bytes.Bytes;

/** HMAC over SM3. */
final class HmacSm3 {
    private HmacSm3() {}

    /** 32 bytes. */
    static Bytes of(Bytes key, Bytes message) {
        var mac = new HMac(new SM3Digest());
        mac.init(new KeyParameter(key.toArray()));
        mac.update(message.toArray(), 0, message.size());
        byte[] output = new byte[mac.getMacSize()];
        mac.doFinal(output, 0);
        return Bytes.of(output);
    }
}
