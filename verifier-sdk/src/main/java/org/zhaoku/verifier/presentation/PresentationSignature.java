package org.zhaoku.verifier.presentation;

import java.util.List;
import java.util.Optional;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm2PublicKey;

/**
 * One signature over a presentation.
 *
 * @param message of kind presentation
 * @param holderKey the key that made it; empty for a gateway's
 */
record PresentationSignature(CoseSign1 message, Optional<HolderKey> holderKey) {
    private static final int KEY_LENGTH = 65;

    PresentationSignature {
        if (message.dictionary().isPresent()) {
            throw new CborException("presentation: expected a payload that is not compressed");
        }
        if (holderKey.isPresent() && !holderKey.get().kid().equals(message.kid())) {
            throw new CborException("presentation: the kid is not that of the holder's key beside it");
        }
    }

    KeyId kid() {
        return message.kid();
    }

    /** CBOR [message, ? holder's key]. */
    Cbor toCbor() {
        Cbor encoded = Cbor.of(message.encoded());
        return holderKey
                .map(holder -> Cbor.array(encoded, Cbor.of(holder.key().encoded())))
                .orElse(Cbor.array(encoded));
    }

    static PresentationSignature of(Cbor item) {
        List<Cbor> parts = CborReads.array("signature of the presentation", item, 1, 2);
        Optional<HolderKey> key = parts.size() == 1
                ? Optional.empty()
                : Optional.of(
                        new HolderKey(Sm2PublicKey.of(CborReads.bytes("holder's key", parts.get(1), KEY_LENGTH))));
        return new PresentationSignature(CoseSign1.decode(CborReads.bytes("message", parts.get(0))), key);
    }
}
