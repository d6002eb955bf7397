package org.zhaoku.verifier.statement;

import java.util.Optional;
import java.util.OptionalLong;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.cose.MessageSigner;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm2PublicKey;
import org.zhaoku.verifier.sm.Sm3;

/** A statement with its department's signature: the same bytes on every face of the licence. */
public final class SignedStatement {
    private final CoseSign1 message;
    private final Dictionary dictionary;

    private SignedStatement(CoseSign1 message) {
        this.message = message;
        OptionalLong number = message.dictionary();
        this.dictionary = Dictionary.of(number.orElse(0))
                .orElseThrow(() -> new StatementException("unknown dictionary " + number.orElse(0)));
    }

    /** Signs the claims for this network. */
    public static SignedStatement sign(Statement statement, Network network, MessageSigner signer) {
        Bytes payload = Compression.deflate(StatementCodec.encode(statement), Dictionary.CURRENT);
        return new SignedStatement(CoseSign1.sign(
                MessageKind.STATEMENT, network, OptionalLong.of(Dictionary.CURRENT.number()), payload, signer));
    }

    /**
     * Reads the signed form; nothing is inflated or verified yet.
     *
     * @throws StatementException if {@code encoded} is not a COSE_Sign1 in the profile with a known dictionary
     */
    public static SignedStatement decode(Bytes encoded) {
        try {
            return new SignedStatement(CoseSign1.decode(encoded));
        } catch (CborException e) {
            throw new StatementException(e);
        }
    }

    public KeyId kid() {
        return message.kid();
    }

    /** The whole signed message. */
    public Bytes encoded() {
        return message.encoded();
    }

    /** SM3(0x00 ‖ message): the leaf of the batch tree, 32 bytes. */
    public Bytes digest() {
        return Sm3.FUNCTION.leaf(message.encoded());
    }

    /**
     * The claims, if {@code key} signed them for this network; the payload is inflated only then.
     *
     * @return empty if the signature is wrong
     * @throws StatementException if the signature is right, but what it signs is not a statement
     */
    public Optional<Statement> open(Network network, Sm2PublicKey key) {
        if (!message.verifies(MessageKind.STATEMENT, network, key)) {
            return Optional.empty();
        }
        return Optional.of(StatementCodec.decode(Compression.inflate(message.payload(), dictionary)));
    }
}
