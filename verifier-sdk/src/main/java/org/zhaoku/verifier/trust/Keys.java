package org.zhaoku.verifier.trust;

import java.util.List;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.cbor.CborReads;

/** Lists of keys, strictly ascending by kid. */
final class Keys {
    private static final int MAX = 1024;

    private Keys() {}

    static List<CertifiedKey> copyOf(List<CertifiedKey> keys) {
        for (int i = 1; i < keys.size(); i++) {
            if (keys.get(i - 1).kid().compareTo(keys.get(i).kid()) >= 0) {
                throw new CborException("expected keys strictly ascending by kid");
            }
        }
        if (keys.size() > MAX) {
            throw new CborException("expected at most " + MAX + " keys of one holder, got " + keys.size());
        }
        return List.copyOf(keys);
    }

    static Cbor toCbor(List<CertifiedKey> keys) {
        return Cbor.array(keys.stream().map(CertifiedKey::toCbor).toList());
    }

    static List<CertifiedKey> of(Cbor item) {
        return CborReads.array("keys", item, 0, MAX).stream()
                .map(CertifiedKey::of)
                .toList();
    }
}
