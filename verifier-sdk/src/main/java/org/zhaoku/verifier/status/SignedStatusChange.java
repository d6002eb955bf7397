package org.zhaoku.verifier.status;

import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.cose.MessageSigner;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm2PublicKey;

/**
 * A change of a licence's state under its department's signature. That the message is well-formed is certain; the signature is
 * checked apart, by {@link #verifies}.
 */
public final class SignedStatusChange {
    private final CoseSign1 message;
    private final StatusChange change;

    private SignedStatusChange(CoseSign1 message) {
        this.message = message;
        if (message.dictionary().isPresent()) {
            throw new IllegalArgumentException("expected an uncompressed status change");
        }
        this.change = StatusChange.decode(message.payload());
    }

    /** Signs {@code change} with a key of its department. */
    public static SignedStatusChange sign(StatusChange change, MessageSigner signer) {
        return new SignedStatusChange(
                CoseSign1.sign(MessageKind.STATUS, change.licence().network(), change.encode(), signer));
    }

    /**
     * Reads a message; its signature is not verified.
     *
     * @throws ForbiddenMoveException if the change's reason does not allow its move
     * @throws IllegalArgumentException if {@code message} is not a COSE_Sign1 with a status change, with the reason
     */
    public static SignedStatusChange decode(Bytes message) {
        return new SignedStatusChange(CoseSign1.decode(message));
    }

    /** Whether {@code key} signed this for {@code network}, and the change names that network. */
    public boolean verifies(Network network, Sm2PublicKey key) {
        return change.licence().network().equals(network) && message.verifies(MessageKind.STATUS, network, key);
    }

    /** The signing key, as the message names it. */
    public KeyId kid() {
        return message.kid();
    }

    public StatusChange change() {
        return change;
    }

    /** The bytes that are signed. Signatures are random, so the same payload signed twice is the same change. */
    public Bytes payload() {
        return message.payload();
    }

    /** The whole COSE_Sign1. */
    public Bytes encoded() {
        return message.encoded();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SignedStatusChange signed && signed.encoded().equals(encoded());
    }

    @Override
    public int hashCode() {
        return encoded().hashCode();
    }

    @Override
    public String toString() {
        return "status change " + change.sequence() + ", " + change.reason();
    }
}
