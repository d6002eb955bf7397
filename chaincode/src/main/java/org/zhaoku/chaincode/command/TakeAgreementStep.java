package org.zhaoku.chaincode.command;

import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.cose.MessageSigner;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm2PublicKey;

/**
 * One party's step towards an agreement, or its end. CBOR: {1: 1, 2: step as COSE_Sign1 of kind {@link MessageKind#AGREEMENT}};
 * its payload: {1: 1, 2: step, 3: department that signs, 4: terms}.
 */
public final class TakeAgreementStep implements Command {
    private final CoseSign1 message;
    private final Step step;
    private final UnifiedSocialCreditCode signer;
    private final AgreementTerms terms;

    /** The steps: applied, then agreed or refused; what was agreed can end. */
    public enum Step {
        /** 申请: by the consumer. */
        APPLIED(1),
        /** 同意: by the provider. */
        AGREED(2),
        /** 不同意: by the provider. */
        REFUSED(3),
        /** 终止: by either. */
        ENDED(4);

        private final int number;

        Step(int number) {
            this.number = number;
        }
    }

    private TakeAgreementStep(CoseSign1 message) {
        this.message = message;
        if (message.dictionary().isPresent()) {
            throw new IllegalArgumentException("expected an uncompressed step of an agreement");
        }
        var map = new CborMapReader("step", Cbor.decode(message.payload()));
        map.number(1, 1, 1);
        this.step = Step.values()[(int) map.number(2, 1, Step.values().length) - 1];
        this.signer = UnifiedSocialCreditCode.parse(map.text(3));
        this.terms = AgreementTerms.decode(map.bytes(4));
        map.end();
    }

    /** Signs a step with a key of {@code department}. */
    public static TakeAgreementStep sign(
            Step step, UnifiedSocialCreditCode department, AgreementTerms terms, MessageSigner signer) {
        Bytes payload = Command.format1()
                .put(2, Cbor.of(step.number))
                .put(3, Cbor.of(department.value()))
                .put(4, Cbor.of(terms.encode()))
                .build()
                .encode();
        return new TakeAgreementStep(CoseSign1.sign(MessageKind.AGREEMENT, terms.network(), payload, signer));
    }

    /** @throws IllegalArgumentException if {@code message} is no step, with the reason */
    public static TakeAgreementStep of(Bytes message) {
        return new TakeAgreementStep(CoseSign1.decode(message));
    }

    static TakeAgreementStep read(CborMapReader map) {
        return of(map.bytes(2));
    }

    /** Whether {@code key} signed this for {@code network}, and the terms name that network. */
    public boolean verifies(Network network, Sm2PublicKey key) {
        return terms.network().equals(network) && message.verifies(MessageKind.AGREEMENT, network, key);
    }

    public Step step() {
        return step;
    }

    /** The department that signs. */
    public UnifiedSocialCreditCode signer() {
        return signer;
    }

    public AgreementTerms terms() {
        return terms;
    }

    /** The signing key, as the message names it. */
    public KeyId kid() {
        return message.kid();
    }

    /** The bytes that are signed. */
    public Bytes payload() {
        return message.payload();
    }

    /** The whole COSE_Sign1. */
    public Bytes message() {
        return message.encoded();
    }

    @Override
    public CommandKind kind() {
        return CommandKind.TAKE_AGREEMENT_STEP;
    }

    @Override
    public Bytes encode() {
        return Command.format1().put(2, Cbor.of(message.encoded())).build().encode();
    }
}
