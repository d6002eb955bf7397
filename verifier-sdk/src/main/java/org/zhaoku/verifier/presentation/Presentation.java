package org.zhaoku.verifier.presentation;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.code.CodeFormatException;
import org.zhaoku.verifier.code.CodeText;
import org.zhaoku.verifier.code.LicenceCode;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.sm.Sm3;

/**
 * Licences that are shown, with the signatures that say to whom and when. Read, it is not verified yet: ask
 * {@link PresentationCheck}.
 */
public final class Presentation {
    /** What every text begins with. */
    public static final String PREFIX = "ZP1:";

    /** The most licences in one presentation. */
    public static final int MAX_LICENCES = 8;

    /** The longest text that is read, in characters; a QR symbol of version 40 at error correction M holds 3391. */
    public static final int MAX_LENGTH = 38_664;

    /** A key for each licence and a gateway's. */
    private static final int MAX_SIGNATURES = MAX_LICENCES + 1;

    private static final CodeText TEXT = new CodeText(PREFIX, MAX_LENGTH);

    private final List<LicenceCode> licences;
    private final List<PresentationSignature> signatures;
    private final PresentationPayload payload;

    private Presentation(List<LicenceCode> licences, List<PresentationSignature> signatures) {
        this.licences = List.copyOf(licences);
        this.signatures = List.copyOf(signatures);
        Bytes signed = signatures.get(0).message().payload();
        for (int i = 1; i < signatures.size(); i++) {
            if (!signatures.get(i).message().payload().equals(signed)) {
                throw new CborException("presentation: the signatures do not cover the same payload");
            }
            if (signatures.get(i - 1).kid().compareTo(signatures.get(i).kid()) >= 0) {
                throw new CborException(
                        "presentation: the signatures are not in strictly ascending order of their kid");
            }
        }
        if (signatures.stream().filter(each -> each.holderKey().isEmpty()).count() > 1) {
            throw new CborException("presentation: expected one gateway's signature at most");
        }
        this.payload = PresentationPayload.decode(signed);
    }

    /**
     * Shows licences: each key that one of them is bound to signs, and a gateway if one of them is bound to none.
     *
     * @param licences 1 to 8, each with the receipt and the disclosures that are to be shown
     * @param signers 1 to 9, in any order, one of them a gateway at most
     * @throws IllegalArgumentException if there are too few or too many, a signer comes twice, or the lifetime is above 60 s
     */
    public static Presentation sign(
            List<LicenceCode> licences, Showing showing, Network network, List<PresentationSigner> signers) {
        if (licences.isEmpty()
                || licences.size() > MAX_LICENCES
                || signers.isEmpty()
                || signers.size() > MAX_SIGNATURES
                || showing.lifetime() > Showing.MAX_LIFETIME) {
            throw new IllegalArgumentException(
                    "expected 1 to 8 licences, 1 to 9 signers and a lifetime of 60 s at most, got " + licences.size()
                            + ", " + signers.size() + " and " + showing.lifetime());
        }
        Bytes payload = new PresentationPayload(showing, digest(licences)).encode();
        return new Presentation(
                licences,
                signers.stream()
                        .map(each -> new PresentationSignature(
                                CoseSign1.sign(MessageKind.PRESENTATION, network, payload, each.signer()),
                                each.holderKey()))
                        .sorted(Comparator.comparing(PresentationSignature::kid))
                        .toList());
    }

    /**
     * Reads the text of a presentation; nothing is verified yet.
     *
     * @throws CodeFormatException if it is not a presentation at all, or damaged
     * @throws IllegalArgumentException if it is one, but damaged; no two texts are read as the same presentation
     */
    public static Presentation parse(String text) {
        return decode(
                TEXT.read(text).orElseThrow(() -> new CodeFormatException("QR_NOT_A_PRESENTATION", TEXT.expected())));
    }

    /**
     * Reads the bytes of a presentation.
     *
     * @throws IllegalArgumentException if {@code encoded} is anything else
     */
    public static Presentation decode(Bytes encoded) {
        List<Cbor> parts = CborReads.array("presentation", Cbor.decode(encoded), 2, 2);
        return new Presentation(
                CborReads.array("licences", parts.get(0), 1, MAX_LICENCES).stream()
                        .map(LicenceCode::of)
                        .toList(),
                CborReads.array("signatures", parts.get(1), 1, MAX_SIGNATURES).stream()
                        .map(PresentationSignature::of)
                        .toList());
    }

    /** CBOR [[+ licence code], [+ [message, ? holder's key]]]. */
    public Bytes encoded() {
        return Cbor.array(
                        content(licences),
                        Cbor.array(signatures.stream()
                                .map(PresentationSignature::toCbor)
                                .toList()))
                .encode();
    }

    /** The text for a QR code, in the alphanumeric alphabet. */
    public String text() {
        return TEXT.write(encoded());
    }

    /** The licences in the order in which they are shown, 1 to 8. */
    public List<LicenceCode> licences() {
        return licences;
    }

    /** To whom and when they are shown. */
    public Showing showing() {
        return payload.showing();
    }

    /** The verifier to whom they are shown; empty for whoever sees them. */
    public Optional<String> audience() {
        return showing().audience();
    }

    /** The verifier's challenge, 16 bytes, if it gave one. */
    public Optional<Bytes> nonce() {
        return showing().nonce();
    }

    public Instant time() {
        return showing().time();
    }

    /** The first moment at which it may not be taken any more. */
    public Instant expires() {
        return showing().expires();
    }

    /** SM3 of what the signatures cover: the same showing again has the same, whoever signed it again. */
    public Bytes digest() {
        return Sm3.digest(payload.encode());
    }

    List<PresentationSignature> signatures() {
        return signatures;
    }

    /** Whether the signatures are over these licences. */
    boolean coversItsContent() {
        return payload.content().equals(digest(licences));
    }

    private static Cbor content(List<LicenceCode> licences) {
        return Cbor.array(licences.stream().map(LicenceCode::toCbor).toList());
    }

    private static Bytes digest(List<LicenceCode> licences) {
        return Sm3.digest(content(licences).encode());
    }
}
