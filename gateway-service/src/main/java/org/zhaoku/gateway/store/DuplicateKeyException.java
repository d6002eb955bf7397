package org.zhaoku.gateway.store;

/** A document with the same id or the same unique field is there already. Carries no cause: the server's text names the key. */
public final class DuplicateKeyException extends StoreException {
    public DuplicateKeyException() {
        super("DUPLICATE_KEY", "a document with this key is there already");
    }
}
