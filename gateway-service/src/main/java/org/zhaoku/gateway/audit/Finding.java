package org.zhaoku.gateway.audit;

/**
 * Something that does not agree.
 *
 * @param code what kind
 * @param where a position, the key of a batch, or the opaque id of a licence: never personal data
 * @param detail what was expected and what was found
 */
record Finding(Code code, String where, String detail) {
    /** What can be found; each with what it means in gateway-service/README.md. */
    enum Code {
        BLOCK_MISSING,
        RECORD_REFUSED,
        STATE_DIFFERS,
        BATCH_NOT_STORED,
        LICENCE_NOT_STORED,
        LICENCE_NOT_ANCHORED,
        STATEMENT_WRONG,
        ROOT_DIFFERS,
        RECEIPT_WRONG,
        STATEMENT_TWICE,
        IDENTIFIER_TWICE
    }

    @Override
    public String toString() {
        return code + " " + where + ": " + detail;
    }
}
