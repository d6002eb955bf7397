package org.zhaoku.gateway.ledger;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.status.StatusChange;
import org.zhaoku.verifier.status.StatusList;
import org.zhaoku.verifier.status.StatusReason;
import org.zhaoku.verifier.status.StatusValue;
import org.zhaoku.verifier.trust.TrustBundleWriter;

/** The states of one department's licences by number; those that never changed take no memory. */
final class LicenceStates {
    private final Map<Long, StatusValue> values = new HashMap<>();
    private final Set<Long> disputed = new HashSet<>();
    private final Set<Long> bound = new HashSet<>();
    /** Size of the record log at the last change of each list. */
    private final Map<Integer, Long> versions = new HashMap<>();

    /** There are licences from {@code first} up to, without, {@code end} now. */
    void grow(long first, long end, long version) {
        for (int list = list(first); list <= list(end - 1); list++) {
            versions.put(list, version);
        }
    }

    void change(long number, StatusChange change, long version) {
        if (change.reason() == StatusReason.DISPUTE_RAISED) {
            disputed.add(number);
        } else if (change.reason() == StatusReason.DISPUTE_SETTLED) {
            disputed.remove(number);
        } else if (change.to().value() == StatusValue.IN_FORCE) {
            values.remove(number);
        } else {
            values.put(number, change.to().value());
        }
        versions.put(list(number), version);
    }

    void bind(long number, long version) {
        bound.add(number);
        versions.put(list(number), version);
    }

    private static int list(long number) {
        return (int) (number / StatusList.MAX_SIZE);
    }

    /**
     * Writes one list of each kind.
     *
     * @param size number of licences in it, those of its last tile that are none included
     */
    void write(TrustBundleWriter writer, UnifiedSocialCreditCode department, int list, int size) {
        long first = (long) list * StatusList.MAX_SIZE;
        long version = Objects.requireNonNull(versions.get(list));
        writer.status(
                department,
                list,
                StatusList.of(
                        2,
                        index -> values.getOrDefault(first + index, StatusValue.IN_FORCE)
                                .number(),
                        size),
                version);
        if (isIn(list, disputed)) {
            writer.disputed(department, list, marks(disputed, first, size), version);
        }
        if (isIn(list, bound)) {
            writer.bound(department, list, marks(bound, first, size), version);
        }
    }

    private static boolean isIn(int list, Set<Long> marked) {
        return marked.stream().anyMatch(number -> list(number) == list);
    }

    private static StatusList marks(Set<Long> marked, long first, int size) {
        return StatusList.of(1, index -> marked.contains(first + index) ? 1 : 0, size);
    }
}
