package org.zhaoku.gateway.keys;

import java.security.SecureRandom;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;

/**
 * Seals personal data before it is stored: SM4-GCM under a fresh random key each time, which is wrapped by the master key. Both
 * are bound to what the data is and whose, so that nothing sealed can be moved to another record.
 */
public final class Envelope {
    private final MasterKey master;
    private final SecureRandom random;

    public Envelope(MasterKey master, SecureRandom random) {
        this.master = master;
        this.random = random;
    }

    /**
     * Seals data. May block, as the master key and the source of randomness do: never on an event loop.
     *
     * @param purpose what the data is, for example {@code licence}
     * @param id of the record that it belongs to
     */
    public Sealed seal(String purpose, String id, Bytes data) {
        byte[] bytes = new byte[Sm4Gcm.KEY_LENGTH];
        random.nextBytes(bytes);
        Bytes key = Bytes.of(bytes);
        return new Sealed(
                master.id(),
                master.wrap(key, binding("key", purpose, id)),
                Sm4Gcm.encrypt(key, binding("content", purpose, id), data, random));
    }

    /**
     * Opens sealed data; purpose and id must be those with which it was sealed.
     *
     * @throws SealException {@code SEAL_BROKEN} if anything differs, {@code SEAL_KEY_UNKNOWN} if another master key is needed
     */
    public Bytes open(String purpose, String id, Sealed sealed) {
        if (!sealed.masterKey().equals(master.id())) {
            throw SealException.unknownKey(sealed.masterKey(), master.id());
        }
        Bytes key = master.unwrap(sealed.key(), binding("key", purpose, id));
        try {
            return Sm4Gcm.decrypt(key, binding("content", purpose, id), sealed.content());
        } catch (InvalidCipherTextException e) {
            throw SealException.broken(e);
        }
    }

    private static Bytes binding(String part, String purpose, String id) {
        return Cbor.array(Cbor.of("zhaoku/1/seal"), Cbor.of(part), Cbor.of(purpose), Cbor.of(id))
                .encode();
    }
}
