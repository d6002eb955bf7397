package org.zhaoku.verifier.cose;

import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm2Signature;

/** A key that signs: in memory, in a hardware module or behind a service. */
public interface MessageSigner {
    KeyId kid();

    /** Signs the whole message with SM2 and the default user id. */
    Sm2Signature sign(Bytes message);
}
