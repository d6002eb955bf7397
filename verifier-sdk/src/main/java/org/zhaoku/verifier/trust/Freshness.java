package org.zhaoku.verifier.trust;

import org.zhaoku.verifier.log.Checkpoint;
import org.zhaoku.verifier.trust.TrustBundleException.Reason;

/** What is known may grow, and never shrink. */
final class Freshness {
    private Freshness() {}

    /** @throws TrustBundleException SPLIT_VIEW or ROLLBACK if {@code next} does not follow the last one that {@code store} has */
    static void check(CosignedCheckpoint next, CheckpointStore store) {
        store.last(next.checkpoint().network()).ifPresent(last -> check(next, last));
    }

    private static void check(CosignedCheckpoint next, CosignedCheckpoint last) {
        next.split(last).ifPresent(evidence -> {
            throw new TrustBundleException(
                    Reason.SPLIT_VIEW,
                    "the regions signed two logs of " + next.checkpoint().size()
                            + " records: trust neither, report the evidence to all regions",
                    java.util.Optional.of(evidence));
        });
        if (isOlder(next.checkpoint(), last.checkpoint())) {
            throw new TrustBundleException(
                    Reason.ROLLBACK,
                    "expected a bundle of " + describe(last.checkpoint()) + " or later, got one of "
                            + describe(next.checkpoint())
                            + ": fetch the current one, and keep the one in use meanwhile");
        }
    }

    static boolean isOlder(Checkpoint one, Checkpoint other) {
        return one.size() < other.size()
                || one.time().isBefore(other.time())
                || one.position().compareTo(other.position()) < 0;
    }

    private static String describe(Checkpoint checkpoint) {
        return checkpoint.size() + " records at " + checkpoint.time();
    }
}
