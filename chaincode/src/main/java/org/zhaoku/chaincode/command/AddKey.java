package org.zhaoku.chaincode.command;

import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.cose.MessageSigner;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.pki.Sm2Certificate;
import org.zhaoku.verifier.sm.Sm3;

/**
 * Registers a key of a department, with the proof that the department holds it. CBOR: {1: 1, 2: department, 3: certificate
 * in DER, 4: proof}.
 *
 * @param department the department's code
 * @param certificate the key's certificate
 * @param proof COSE_Sign1 of kind {@link MessageKind#KEY_POSSESSION} over {1: 1, 2: department, 3: SM3(certificate)}, signed
 *     with the key itself
 */
public record AddKey(UnifiedSocialCreditCode department, Sm2Certificate certificate, Bytes proof) implements Command {

    /** The command with a proof that {@code signer}, who has the certificate's key, makes for {@code network}. */
    public static AddKey prove(
            Network network, UnifiedSocialCreditCode department, Sm2Certificate certificate, MessageSigner signer) {
        Bytes payload = possession(department, certificate);
        return new AddKey(
                department,
                certificate,
                CoseSign1.sign(MessageKind.KEY_POSSESSION, network, payload, signer)
                        .encoded());
    }

    private static Bytes possession(UnifiedSocialCreditCode department, Sm2Certificate certificate) {
        return Command.format1()
                .put(2, Cbor.of(department.value()))
                .put(3, Cbor.of(Sm3.digest(certificate.der())))
                .build()
                .encode();
    }

    static AddKey read(CborMapReader map) {
        return new AddKey(UnifiedSocialCreditCode.parse(map.text(2)), Sm2Certificate.of(map.bytes(3)), map.bytes(4));
    }

    /** Whether the certificate's key made the proof, for this department and certificate and for {@code network}. */
    public boolean proves(Network network) {
        try {
            CoseSign1 message = CoseSign1.decode(proof);
            return message.kid().equals(certificate.kid())
                    && message.dictionary().isEmpty()
                    && message.payload().equals(possession(department, certificate))
                    && message.verifies(MessageKind.KEY_POSSESSION, network, certificate.publicKey());
        } catch (CborException e) {
            return false;
        }
    }

    @Override
    public CommandKind kind() {
        return CommandKind.ADD_KEY;
    }

    @Override
    public Bytes encode() {
        return Command.format1()
                .put(2, Cbor.of(department.value()))
                .put(3, Cbor.of(certificate.der()))
                .put(4, Cbor.of(proof))
                .build()
                .encode();
    }
}
