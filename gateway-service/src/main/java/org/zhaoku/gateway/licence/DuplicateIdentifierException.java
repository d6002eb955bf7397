package org.zhaoku.gateway.licence;

/** There is a licence with this identifier already. Does not name it: it may be a person's number. */
public final class DuplicateIdentifierException extends RuntimeException {
    public DuplicateIdentifierException() {
        super("a licence with this type, issuer, serial and version is there already");
    }

    /** Stable, for programs. */
    public String code() {
        return "DUPLICATE_IDENTIFIER";
    }
}
