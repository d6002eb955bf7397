package org.zhaoku.verifier.cose;

import java.util.List;
import java.util.OptionalLong;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm2PublicKey;
import org.zhaoku.verifier.sm.Sm2Signature;

/**
 * A COSE_Sign1 message (RFC 9052 §4.2) in the one profile of this project: untagged, deterministic, algorithm −65537 (SM2
 * with SM3, private use) and {@code kid} in the protected header, the unprotected header empty, a raw signature of 64 bytes.
 * Whatever differs is refused.
 */
public final class CoseSign1 {
    /** SM2 with SM3 and the default user id; private use, since no number is registered. */
    public static final long ALGORITHM = -65537;

    private static final int LABEL_ALGORITHM = 1;
    private static final int LABEL_KID = 4;
    /** Labels −1…−256 belong to the algorithm (RFC 9052 §11.1); ours is private, so this one is ours, and short. */
    private static final int LABEL_DICTIONARY = -1;

    private static final int MAX_DICTIONARY = 255;

    private final Bytes encoded;
    private final Bytes protectedHeader;
    private final KeyId kid;
    private final OptionalLong dictionary;
    private final Bytes payload;
    private final Sm2Signature signature;

    private CoseSign1(Bytes encoded, Bytes protectedHeader, Bytes payload, Sm2Signature signature) {
        this.encoded = encoded;
        this.protectedHeader = protectedHeader;
        var header = new CborMapReader("protected header", Cbor.decode(protectedHeader));
        header.number(LABEL_ALGORITHM, ALGORITHM, ALGORITHM);
        this.kid = new KeyId(header.bytes(LABEL_KID, KeyId.LENGTH));
        this.dictionary = header.findNumber(LABEL_DICTIONARY, 1, MAX_DICTIONARY);
        header.end();
        this.payload = payload;
        this.signature = signature;
    }

    /**
     * Reads a message; its signature is not verified.
     *
     * @throws CborException if {@code encoded} is not a message in this profile
     */
    public static CoseSign1 decode(Bytes encoded) {
        List<Cbor> parts = CborReads.array("COSE_Sign1", Cbor.decode(encoded), 4, 4);
        if (!CborReads.map("unprotected header", parts.get(1)).entries().isEmpty()) {
            throw new CborException("unprotected header: expected an empty map");
        }
        return new CoseSign1(
                encoded,
                CborReads.bytes("protected header", parts.get(0)),
                CborReads.bytes("payload", parts.get(2)),
                new Sm2Signature(CborReads.bytes("signature", parts.get(3), Sm2Signature.RAW_LENGTH)));
    }

    /** Signs {@code payload} as a message of this kind and network. */
    public static CoseSign1 sign(MessageKind kind, Network network, Bytes payload, MessageSigner signer) {
        return sign(kind, network, OptionalLong.empty(), payload, signer);
    }

    /**
     * Signs a payload that is compressed with a preset dictionary.
     *
     * @param dictionary its number, 1 to 255
     */
    public static CoseSign1 sign(
            MessageKind kind, Network network, OptionalLong dictionary, Bytes payload, MessageSigner signer) {
        Bytes header = Cbor.map()
                .put(LABEL_ALGORITHM, Cbor.of(ALGORITHM))
                .put(LABEL_KID, Cbor.of(signer.kid().value()))
                .put(LABEL_DICTIONARY, dictionary.isPresent() ? Cbor.of(dictionary.getAsLong()) : null)
                .build()
                .encode();
        Sm2Signature signature = signer.sign(toBeSigned(kind, network, header, payload));
        Cbor message = Cbor.array(Cbor.of(header), Cbor.map().build(), Cbor.of(payload), Cbor.of(signature.raw()));
        return new CoseSign1(message.encode(), header, payload, signature);
    }

    /** Whether {@code key} signed this as a message of this kind and network. */
    public boolean verifies(MessageKind kind, Network network, Sm2PublicKey key) {
        return key.verifies(toBeSigned(kind, network, protectedHeader, payload), signature);
    }

    // Sig_structure, RFC 9052 §4.4
    private static Bytes toBeSigned(MessageKind kind, Network network, Bytes header, Bytes payload) {
        return Cbor.array(Cbor.of("Signature1"), Cbor.of(header), Cbor.of(kind.externalAad(network)), Cbor.of(payload))
                .encode();
    }

    /** The whole message. */
    public Bytes encoded() {
        return encoded;
    }

    public KeyId kid() {
        return kid;
    }

    /** Number of the preset dictionary with which the payload is compressed; empty if it is not compressed. */
    public OptionalLong dictionary() {
        return dictionary;
    }

    /** The bytes that are signed, as they stand. */
    public Bytes payload() {
        return payload;
    }
}
