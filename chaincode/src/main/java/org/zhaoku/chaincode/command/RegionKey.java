package org.zhaoku.chaincode.command;

import java.util.List;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.cose.MessageSigner;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.pki.Sm2Certificate;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm3;

/**
 * A key of a region, with the proof that the region holds it. CBOR: [certificate in DER, proof].
 *
 * @param certificate the key's certificate
 * @param proof COSE_Sign1 of kind {@link MessageKind#KEY_POSSESSION} over {1: 1, 3: SM3(certificate), 5: region, 6: use}, signed
 *     with the key itself
 */
public record RegionKey(Sm2Certificate certificate, Bytes proof) {
    /** What a region's key signs. */
    public enum Use {
        /** Requests and answers of its gateways. */
        GATEWAY(1),
        /** Its checkpoints. */
        CHECKPOINT(2);

        private final int number;

        Use(int number) {
            this.number = number;
        }
    }

    /** The key with a proof that {@code signer}, who has the certificate's key, makes for {@code network}. */
    public static RegionKey prove(
            Network network, String region, Use use, Sm2Certificate certificate, MessageSigner signer) {
        return new RegionKey(certificate, KeyProof.sign(network, possession(region, use, certificate), signer));
    }

    private static Bytes possession(String region, Use use, Sm2Certificate certificate) {
        return Command.format1()
                .put(3, Cbor.of(Sm3.digest(certificate.der())))
                .put(5, Cbor.of(region))
                .put(6, Cbor.of(use.number))
                .build()
                .encode();
    }

    /** Whether the certificate's key made the proof, for this region and use and for {@code network}. */
    public boolean proves(Network network, String region, Use use) {
        return KeyProof.proves(proof, network, possession(region, use, certificate), certificate);
    }

    /** The key's name. */
    public KeyId kid() {
        return certificate.kid();
    }

    Cbor toCbor() {
        return Cbor.array(Cbor.of(certificate.der()), Cbor.of(proof));
    }

    static RegionKey of(Cbor item) {
        List<Cbor> parts = CborReads.array("region's key", item, 2, 2);
        return new RegionKey(
                Sm2Certificate.of(CborReads.bytes("certificate", parts.get(0))),
                CborReads.bytes("proof", parts.get(1)));
    }
}
