package org.zhaoku.verifier.answer;

import java.util.Optional;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.cose.MessageSigner;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm2PublicKey;

/** An answer with the signature of the source's gateway. What it says can be had only from {@link AnswerCheck} or with the key. */
public final class SignedAnswer {
    private final CoseSign1 message;
    private final Answer answer;

    private SignedAnswer(CoseSign1 message) {
        if (message.dictionary().isPresent()) {
            throw new CborException("answer: expected a payload that is not compressed");
        }
        this.message = message;
        this.answer = Answer.decode(message.payload());
    }

    /**
     * Signs an answer for this network.
     *
     * @throws IllegalArgumentException if its lifetime is above 300 s
     */
    public static SignedAnswer sign(Answer answer, Network network, MessageSigner gateway) {
        Ranges.check("seconds of the lifetime", answer.lifetime(), 1, Answer.MAX_LIFETIME);
        return new SignedAnswer(CoseSign1.sign(MessageKind.ANSWER, network, answer.encode(), gateway));
    }

    /**
     * Reads a signed answer; nothing is verified yet.
     *
     * @throws IllegalArgumentException if {@code encoded} is anything else
     */
    public static SignedAnswer decode(Bytes encoded) {
        return new SignedAnswer(CoseSign1.decode(encoded));
    }

    /** The whole signed message. */
    public Bytes encoded() {
        return message.encoded();
    }

    public KeyId kid() {
        return message.kid();
    }

    /** The answer, if {@code key} signed it for this network. */
    public Optional<Answer> open(Network network, Sm2PublicKey key) {
        return message.verifies(MessageKind.ANSWER, network, key) ? Optional.of(answer) : Optional.empty();
    }
}
