package org.zhaoku.verifier.trust;

import java.util.Optional;
import org.zhaoku.verifier.log.SplitView;

/** A trust bundle, or a change of one, that must not be used; the one in use stays what it was. */
public final class TrustBundleException extends IllegalArgumentException {
    /** Why it must not be used; the name is stable. */
    public enum Reason {
        /** Not a bundle at all, or damaged, or signed and yet of another form. */
        MALFORMED,
        /** Of another network than the anchors. */
        WRONG_NETWORK,
        /** A signature that names a trusted key is not that key's over this content. */
        WRONG_SIGNATURE,
        /** Signed, but too few of the signing keys are trusted ones. */
        FOREIGN_SIGNER,
        /** Signed by trusted keys of fewer regions than are asked for. */
        TOO_FEW_COSIGNERS,
        /** Manifest or part of another bundle: not what the checkpoint or the manifest names. */
        PART_MISMATCH,
        /** Older than the last one seen. */
        ROLLBACK,
        /** Regions signed another log of the same size: see {@link TrustBundleException#evidence}. */
        SPLIT_VIEW,
        /** A delta for another bundle than this. */
        DELTA_BASE
    }

    private final Reason reason;
    private final transient Optional<SplitView> evidence;

    TrustBundleException(Reason reason, String message) {
        this(reason, message, Optional.empty());
    }

    TrustBundleException(Reason reason, String message, Optional<SplitView> evidence) {
        super(message);
        this.reason = reason;
        this.evidence = evidence;
    }

    public Reason reason() {
        return reason;
    }

    /** The proof of a split view, for the regions and for anyone; empty for every other reason. */
    public Optional<SplitView> evidence() {
        return evidence;
    }
}
