package org.zhaoku.gateway.keys;

import org.zhaoku.verifier.cose.MessageSigner;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm2Certificate;

/** A key that signs, with its certificate. Signing may block (a hardware module): never on an event loop. */
public interface SigningKey extends MessageSigner {
    Sm2Certificate certificate();

    @Override
    default KeyId kid() {
        return certificate().kid();
    }
}
