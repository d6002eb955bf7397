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
    private final Keys<MasterKey> masters;
    private final SecureRandom random;

    public Envelope(Keys<MasterKey> masters, SecureRandom random) {
        this.masters = masters;
        this.random = random;
    }

    /** Under one master key for ever. */
    public Envelope(MasterKey only, SecureRandom random) {
        this(Keys.only(only.id(), only), random);
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
        MasterKey master = masters.active();
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
        Bytes key = unwrap(purpose, id, sealed);
        try {
            return Sm4Gcm.decrypt(key, binding("content", purpose, id), sealed.content());
        } catch (InvalidCipherTextException e) {
            throw SealException.broken(e);
        }
    }

    /**
     * The same data with its key wrapped by the active master key; the content stays as it is.
     *
     * @throws SealException as {@link #open} does
     */
    public Sealed wrapAnew(String purpose, String id, Sealed sealed) {
        Bytes key = unwrap(purpose, id, sealed);
        MasterKey master = masters.active();
        return new Sealed(master.id(), master.wrap(key, binding("key", purpose, id)), sealed.content());
    }

    private Bytes unwrap(String purpose, String id, Sealed sealed) {
        return masters.find(sealed.masterKey())
                .orElseThrow(() -> SealException.unknownKey(
                        sealed.masterKey(), masters.active().id()))
                .unwrap(sealed.key(), binding("key", purpose, id));
    }

    private static Bytes binding(String part, String purpose, String id) {
        return Cbor.array(Cbor.of("zhaoku/1/seal"), Cbor.of(part), Cbor.of(purpose), Cbor.of(id))
                .encode();
    }
}
