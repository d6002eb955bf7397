package org.zhaoku.verifier.presentation;

import java.util.Optional;
import java.util.function.Function;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.MessageSigner;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm2PublicKey;
import org.zhaoku.verifier.sm.Sm2Signature;

/** Who signs a presentation: the key that a licence is bound to, or the holder's gateway. */
public final class PresentationSigner {
    private final MessageSigner signer;
    private final Optional<HolderKey> holderKey;

    private PresentationSigner(MessageSigner signer, Optional<HolderKey> holderKey) {
        this.signer = signer;
        this.holderKey = holderKey;
    }

    /** A gateway; its kid is that of its certificate, which the trust bundle names. */
    public static PresentationSigner gateway(MessageSigner signer) {
        return new PresentationSigner(signer, Optional.empty());
    }

    /**
     * A holder's key.
     *
     * @param key the public half, which is carried
     * @param signing signs a message with SM2 and the default user id
     */
    public static PresentationSigner holder(Sm2PublicKey key, Function<Bytes, Sm2Signature> signing) {
        var holderKey = new HolderKey(key);
        var signer = new MessageSigner() {
            @Override
            public KeyId kid() {
                return holderKey.kid();
            }

            @Override
            public Sm2Signature sign(Bytes message) {
                return signing.apply(message);
            }
        };
        return new PresentationSigner(signer, Optional.of(holderKey));
    }

    MessageSigner signer() {
        return signer;
    }

    Optional<HolderKey> holderKey() {
        return holderKey;
    }
}
