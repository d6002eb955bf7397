package org.zhaoku.gateway.keys;

import java.security.SecureRandom;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.modes.gcm.BasicGCMMultiplier;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.zhaoku.verifier.bytes.Bytes;

/** SM4-GCM as nonce (12 random bytes) ‖ ciphertext ‖ tag (16 bytes). */
final class Sm4Gcm {
    /** Length of a key in bytes. */
    static final int KEY_LENGTH = 16;

    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;

    private Sm4Gcm() {}

    static Bytes encrypt(Bytes key, Bytes aad, Bytes plaintext, SecureRandom random) {
        byte[] nonce = new byte[NONCE_LENGTH];
        random.nextBytes(nonce);
        try {
            return Bytes.of(nonce).plus(run(true, key, Bytes.of(nonce), aad, plaintext));
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("SM4-GCM encryption failed", e);
        }
    }

    /** @throws InvalidCipherTextException if key, associated data or any byte is not what was encrypted */
    static Bytes decrypt(Bytes key, Bytes aad, Bytes encrypted) throws InvalidCipherTextException {
        if (encrypted.size() < NONCE_LENGTH + TAG_BITS / Byte.SIZE) {
            throw new InvalidCipherTextException("too short");
        }
        return run(false, key, encrypted.slice(0, NONCE_LENGTH), aad, encrypted.slice(NONCE_LENGTH, encrypted.size()));
    }

    private static Bytes run(boolean encrypt, Bytes key, Bytes nonce, Bytes aad, Bytes input)
            throws InvalidCipherTextException {
        // without tables: to make them for a key that is used once takes longer than to encrypt
        GCMModeCipher cipher = GCMBlockCipher.newInstance(new SM4Engine(), new BasicGCMMultiplier());
        cipher.init(
                encrypt, new AEADParameters(new KeyParameter(key.toArray()), TAG_BITS, nonce.toArray(), aad.toArray()));
        byte[] output = new byte[cipher.getOutputSize(input.size())];
        int length = cipher.processBytes(input.toArray(), 0, input.size(), output, 0);
        cipher.doFinal(output, length);
        return Bytes.of(output);
    }
}
