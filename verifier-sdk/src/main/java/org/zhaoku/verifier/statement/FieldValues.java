package org.zhaoku.verifier.statement;

import org.zhaoku.verifier.cbor.Cbor;

/** What a field may hold. */
final class FieldValues {
    private FieldValues() {}

    static Cbor check(Cbor value) {
        if (value instanceof Cbor.Array || value instanceof Cbor.Map) {
            throw new StatementException(
                    "expected a field of text, bytes, integer, boolean or null, got an array or map");
        }
        return value;
    }
}
