package org.zhaoku.verifier.trust;

/** A trust bundle that must not be used. */
public final class TrustBundleException extends IllegalArgumentException {
    /** Why it must not be used; the name is stable. */
    public enum Reason {
        /** Not a bundle at all, or damaged. */
        MALFORMED,
        /** Signed by another key than the trusted one, or changed since. */
        WRONG_SIGNATURE,
        /** Of another network. */
        WRONG_NETWORK
    }

    private final Reason reason;

    TrustBundleException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
