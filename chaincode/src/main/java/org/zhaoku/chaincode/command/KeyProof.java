package org.zhaoku.chaincode.command;

import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.cose.MessageSigner;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.pki.Sm2Certificate;

/** Proofs of possession: COSE_Sign1 of kind {@link MessageKind#KEY_POSSESSION}, signed with the key itself. */
final class KeyProof {
    private KeyProof() {}

    static Bytes sign(Network network, Bytes payload, MessageSigner signer) {
        return CoseSign1.sign(MessageKind.KEY_POSSESSION, network, payload, signer)
                .encoded();
    }

    static boolean proves(Bytes proof, Network network, Bytes payload, Sm2Certificate certificate) {
        try {
            CoseSign1 message = CoseSign1.decode(proof);
            return message.kid().equals(certificate.kid())
                    && message.dictionary().isEmpty()
                    && message.payload().equals(payload)
                    && message.verifies(MessageKind.KEY_POSSESSION, network, certificate.publicKey());
        } catch (CborException e) {
            return false;
        }
    }
}
