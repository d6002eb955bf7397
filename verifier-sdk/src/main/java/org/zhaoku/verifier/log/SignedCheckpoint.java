package org.zhaoku.verifier.log;

import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.cose.MessageSigner;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm2PublicKey;

/**
 * A checkpoint under the signature of one region. Several regions sign the same payload, each in a message of its own. That
 * the message is well-formed is certain; the signature is checked apart, by {@link #verifies}.
 */
public final class SignedCheckpoint {
    private final CoseSign1 message;
    private final Checkpoint checkpoint;

    private SignedCheckpoint(CoseSign1 message) {
        this.message = message;
        if (message.dictionary().isPresent()) {
            throw new IllegalArgumentException("expected an uncompressed checkpoint");
        }
        this.checkpoint = Checkpoint.decode(message.payload());
    }

    /** Signs {@code checkpoint} with a key of a region. */
    public static SignedCheckpoint sign(Checkpoint checkpoint, MessageSigner signer) {
        return new SignedCheckpoint(
                CoseSign1.sign(MessageKind.CHECKPOINT, checkpoint.network(), checkpoint.encode(), signer));
    }

    /**
     * Reads a message; its signature is not verified.
     *
     * @throws IllegalArgumentException if {@code message} is not a COSE_Sign1 with a checkpoint, with the reason
     */
    public static SignedCheckpoint decode(Bytes message) {
        return new SignedCheckpoint(CoseSign1.decode(message));
    }

    /** Whether {@code key} signed this for {@code network}, and the checkpoint names that network. */
    public boolean verifies(Network network, Sm2PublicKey key) {
        return checkpoint.network().equals(network) && message.verifies(MessageKind.CHECKPOINT, network, key);
    }

    /** The signing key, as the message names it. */
    public KeyId kid() {
        return message.kid();
    }

    public Checkpoint checkpoint() {
        return checkpoint;
    }

    /** The bytes that are signed: the same for all regions that sign one checkpoint. */
    public Bytes payload() {
        return message.payload();
    }

    /** The whole COSE_Sign1. */
    public Bytes encoded() {
        return message.encoded();
    }
}
