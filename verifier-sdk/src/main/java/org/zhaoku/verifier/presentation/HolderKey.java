package org.zhaoku.verifier.presentation;

import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm2PublicKey;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.statement.Statement;

/**
 * The key that a licence is bound to. It has no certificate: the statement names it. A key serves one licence; one key for
 * several would link them.
 *
 * @param key the public half
 */
public record HolderKey(Sm2PublicKey key) {
    /** The first 16 bytes of SM3(04‖x‖y), as {@link Statement#holderKey} holds them. */
    public Bytes thumbprint() {
        return digest().slice(0, Statement.HOLDER_KEY_LENGTH);
    }

    /** The first 8 bytes of SM3(04‖x‖y). */
    public KeyId kid() {
        return new KeyId(digest().slice(0, KeyId.LENGTH));
    }

    private Bytes digest() {
        return Sm3.digest(key.encoded());
    }
}
