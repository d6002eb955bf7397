package org.zhaoku.gateway.detached;

import java.util.List;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.statement.Disclosure;
import org.zhaoku.verifier.statement.FieldTree;
import org.zhaoku.verifier.statement.SignedStatement;

/**
 * One licence in a batch file. CBOR [number, request, statement, salts].
 *
 * @param number of the row in the rows that were signed, from 1
 * @param request the row as it was given: JSON of a request to issue, {@link #MAX_REQUEST} bytes at most
 * @param statement as signed
 * @param salts of all fields in the order of their numbers, 16 bytes each
 */
record DetachedRow(int number, Bytes request, SignedStatement statement, Bytes salts) {
    /** The longest row in bytes. */
    static final int MAX_REQUEST = 64 * 1024;

    DetachedRow {
        if (request.size() > MAX_REQUEST
                || salts.size() == 0
                || salts.size() % Disclosure.SALT_LENGTH != 0
                || salts.size() > FieldTree.MAX_FIELDS * Disclosure.SALT_LENGTH) {
            throw new CborException("expected a row of at most " + MAX_REQUEST
                    + " bytes and a salt of 16 bytes for each field, got " + request.size() + " and " + salts.size());
        }
    }

    Cbor toCbor() {
        return Cbor.array(Cbor.of(number), Cbor.of(request), Cbor.of(statement.encoded()), Cbor.of(salts));
    }

    /** @throws IllegalArgumentException if {@code item} is not a row, with the reason */
    static DetachedRow of(Cbor item) {
        List<Cbor> parts = CborReads.array("row", item, 4, 4);
        return new DetachedRow(
                (int) CborReads.number("number of the row", parts.get(0), 1, Integer.MAX_VALUE),
                CborReads.bytes("request", parts.get(1)),
                SignedStatement.decode(CborReads.bytes("statement", parts.get(2))),
                CborReads.bytes("salts", parts.get(3)));
    }

    /** Says nothing of the holder. */
    @Override
    public String toString() {
        return "row " + number;
    }
}
