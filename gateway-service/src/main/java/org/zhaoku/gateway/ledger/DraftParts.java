package org.zhaoku.gateway.ledger;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zhaoku.verifier.trust.BundleDraft;
import org.zhaoku.verifier.trust.TrustBundleWriter;

/** Writes a draft's parts; one whose version is that of the draft before is taken from there, so only what changed is made. */
final class DraftParts {
    private final TrustBundleWriter writer;
    private final @Nullable BundleDraft older;

    DraftParts(TrustBundleWriter writer, @Nullable BundleDraft older) {
        this.writer = writer;
        this.older = older;
    }

    /** Makes a part. */
    interface Maker {
        /** Writes the part with the version that was asked for. */
        void write(TrustBundleWriter writer);
    }

    void part(String name, long version, Maker maker) {
        BundleDraft before = older;
        if (before != null
                && Optional.ofNullable(before)
                        .flatMap(draft -> draft.manifest().part(name))
                        .filter(entry -> entry.version() == version)
                        .isPresent()) {
            writer.unchanged(name, before);
        } else {
            maker.write(writer);
        }
    }
}
