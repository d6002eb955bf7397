package org.zhaoku.chaincode.command;

import java.util.Optional;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.cose.MessageSigner;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.pki.Sm2Certificate;
import org.zhaoku.verifier.sm.Sm3;

/**
 * Registers a key of a department, with the proof that the department holds it. CBOR: {1: 1, 2: department, 3: certificate
 * in DER, 4: proof, ? 5: [first day, last day]}.
 *
 * @param department the department's code
 * @param certificate the key's certificate
 * @param proof COSE_Sign1 of kind {@link MessageKind#KEY_POSSESSION} over {1: 1, 2: department, 3: SM3(certificate), ? 4:
 *     [first day, last day]}, signed with the key itself
 * @param days when it is valid, as declared; empty if the certificate's own dates say it
 */
public record AddKey(
        UnifiedSocialCreditCode department, Sm2Certificate certificate, Bytes proof, Optional<DayRange> days)
        implements Command {

    /** A key with its certificate's dates. */
    public AddKey(UnifiedSocialCreditCode department, Sm2Certificate certificate, Bytes proof) {
        this(department, certificate, proof, Optional.empty());
    }

    /** The command with a proof that {@code signer}, who has the certificate's key, makes for {@code network}. */
    public static AddKey prove(
            Network network, UnifiedSocialCreditCode department, Sm2Certificate certificate, MessageSigner signer) {
        return prove(network, department, certificate, Optional.empty(), signer);
    }

    /** The same for a key that is valid on the declared days. */
    public static AddKey prove(
            Network network,
            UnifiedSocialCreditCode department,
            Sm2Certificate certificate,
            Optional<DayRange> days,
            MessageSigner signer) {
        Bytes payload = possession(department, certificate, days);
        return new AddKey(department, certificate, KeyProof.sign(network, payload, signer), days);
    }

    private static Bytes possession(
            UnifiedSocialCreditCode department, Sm2Certificate certificate, Optional<DayRange> days) {
        return Command.format1()
                .put(2, Cbor.of(department.value()))
                .put(3, Cbor.of(Sm3.digest(certificate.der())))
                .put(4, days.map(DayRange::toCbor).orElse(null))
                .build()
                .encode();
    }

    static AddKey read(CborMapReader map) {
        return new AddKey(
                UnifiedSocialCreditCode.parse(map.text(2)),
                Sm2Certificate.of(map.bytes(3)),
                map.bytes(4),
                map.find(5).map(DayRange::of));
    }

    /** Whether the certificate's key made the proof, for this department, certificate and days and for {@code network}. */
    public boolean proves(Network network) {
        return KeyProof.proves(proof, network, possession(department, certificate, days), certificate);
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
                .put(5, days.map(DayRange::toCbor).orElse(null))
                .build()
                .encode();
    }
}
