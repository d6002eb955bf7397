package org.zhaoku.verifier.cbor;

/** Bytes that are not the one deterministic encoding, or a value of another shape than the reader asked for. */
public final class CborException extends IllegalArgumentException {
    public CborException(String message) {
        super(message);
    }
}
