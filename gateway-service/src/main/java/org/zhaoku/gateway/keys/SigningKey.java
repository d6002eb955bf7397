package org.zhaoku.gateway.keys;

import org.zhaoku.verifier.cose.MessageSigner;
import org.zhaoku.verifier.pki.Sm2Certificate;
import org.zhaoku.verifier.sm.KeyId;

/** A key that signs, with its certificate. Signing may block (a hardware module): never on an event loop. */
public interface SigningKey extends MessageSigner {
    Sm2Certificate certificate();

    @Override
    default KeyId kid() {
        return certificate().kid();
    }
}
