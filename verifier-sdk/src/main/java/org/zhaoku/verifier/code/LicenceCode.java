package org.zhaoku.verifier.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zhaoku.verifier.anchor.TileReceipt;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.statement.Disclosures;
import org.zhaoku.verifier.statement.SignedStatement;

/**
 * What a licence's QR code says: {@code ZK1:} and the Base45 form of CBOR [statement, ? receipt / null, ? disclosures].
 *
 * @param statement the signed statement
 * @param receipt the short receipt; printed codes carry it
 * @param disclosures fields that the holder chose to show
 */
public record LicenceCode(SignedStatement statement, Optional<TileReceipt> receipt, Optional<Disclosures> disclosures) {
    /** What every code begins with. */
    public static final String PREFIX = "ZK1:";

    /** The longest text that is read, in characters: QR version 40 at error correction L holds no more. */
    public static final int MAX_LENGTH = 4296;

    private static final CodeText TEXT = new CodeText(PREFIX, MAX_LENGTH);

    /** The text of the code, in the alphanumeric alphabet of QR codes. */
    public String text() {
        return TEXT.write(toCbor().encode());
    }

    /** CBOR [statement, ? receipt / null, ? disclosures]. */
    public Cbor toCbor() {
        List<Cbor> parts = new ArrayList<>();
        parts.add(Cbor.of(statement.encoded()));
        if (receipt.isPresent() || disclosures.isPresent()) {
            parts.add(receipt.map(TileReceipt::toCbor).orElse(Cbor.Simple.NULL));
        }
        disclosures.ifPresent(each -> parts.add(each.toCbor()));
        return Cbor.array(parts);
    }

    /**
     * Reads the text of a code; nothing is verified yet.
     *
     * @throws CodeFormatException if it is not a code of this kind at all
     * @throws IllegalArgumentException if it is one, but damaged; no two texts are read as the same code
     */
    public static LicenceCode parse(String text) {
        return of(Cbor.decode(
                TEXT.read(text).orElseThrow(() -> new CodeFormatException("QR_NOT_A_LICENCE", TEXT.expected()))));
    }

    /**
     * Reads what {@link #toCbor} makes.
     *
     * @throws CodeFormatException QR_NOT_CANONICAL if there are empty parts at its end
     * @throws IllegalArgumentException if {@code item} has another form
     */
    public static LicenceCode of(Cbor item) {
        List<Cbor> parts = CborReads.array("licence code", item, 1, 3);
        // CBOR and each part have one form only: nothing else could be written in two ways
        if (parts.size() > 1 && parts.get(parts.size() - 1) == Cbor.Simple.NULL) {
            throw new CodeFormatException("QR_NOT_CANONICAL", "expected a code without empty parts at its end");
        }
        return new LicenceCode(
                SignedStatement.decode(CborReads.bytes("statement", parts.get(0))),
                part(parts, 1).map(TileReceipt::of),
                part(parts, 2).map(Disclosures::of));
    }

    private static Optional<Cbor> part(List<Cbor> parts, int index) {
        return index < parts.size() && parts.get(index) != Cbor.Simple.NULL
                ? Optional.of(parts.get(index))
                : Optional.empty();
    }
}
