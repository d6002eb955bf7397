package org.zhaoku.verifier.code;

import java.util.Optional;
import org.zhaoku.verifier.anchor.FullReceipt;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.statement.Disclosures;
import org.zhaoku.verifier.statement.SignedStatement;

/**
 * The licence as a file: the statement, the way to the ledger, and the fields that are shown. CBOR {1: format 1, 2: statement,
 * 3: full receipt, ? 4: disclosures}.
 *
 * @param statement the signed statement
 * @param receipt the full receipt
 * @param disclosures all fields of the licence, or those that are to be handed on; empty for none
 */
public record LicencePackage(SignedStatement statement, FullReceipt receipt, Optional<Disclosures> disclosures) {
    private static final int FORMAT_1 = 1;

    /** The bytes of the file. */
    public Bytes encode() {
        return Cbor.map()
                .put(1, Cbor.of(FORMAT_1))
                .put(2, Cbor.of(statement.encoded()))
                .put(3, Cbor.of(receipt.encode()))
                .put(4, disclosures.map(Disclosures::toCbor).orElse(null))
                .build()
                .encode();
    }

    /**
     * Reads a file; nothing is verified yet.
     *
     * @throws IllegalArgumentException if it is not a licence package, or damaged
     */
    public static LicencePackage decode(Bytes file) {
        var map = new CborMapReader("licence package", Cbor.decode(file));
        map.number(1, FORMAT_1, FORMAT_1);
        var licence = new LicencePackage(
                SignedStatement.decode(map.bytes(2)),
                FullReceipt.decode(map.bytes(3)),
                map.find(4).map(Disclosures::of));
        map.end();
        return licence;
    }

    /** What the licence's QR code would say. */
    public LicenceCode code() {
        return new LicenceCode(statement, Optional.of(receipt.receipt()), disclosures);
    }
}
