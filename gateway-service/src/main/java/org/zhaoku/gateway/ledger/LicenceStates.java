package org.zhaoku.gateway.ledger;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.status.StatusChange;
import org.zhaoku.verifier.status.StatusList;
import org.zhaoku.verifier.status.StatusReason;
import org.zhaoku.verifier.status.StatusValue;

/** The states of one department's licences by number; those that never changed take hardly any memory. */
final class LicenceStates {
    private final Map<Integer, Numbers> lists = new TreeMap<>();

    /** The licences of one list, with the size of the record log at the last change of each of its three parts. */
    private static final class Numbers {
        private final Map<Integer, StatusValue> values = new TreeMap<>();
        private final BitSet disputed = new BitSet();
        private final BitSet bound = new BitSet();
        private long statusVersion;
        private long disputedVersion;
        private long boundVersion;
    }

    /** There are licences from {@code first} up to, without, {@code end} now. */
    void grow(long first, long end, long version) {
        for (int list = list(first); list <= list(end - 1); list++) {
            Numbers numbers = lists.computeIfAbsent(list, none -> new Numbers());
            numbers.statusVersion = version;
            numbers.disputedVersion = version;
            numbers.boundVersion = version;
        }
    }

    void change(long number, StatusChange change, long version) {
        Numbers numbers = numbers(number);
        int index = index(number);
        boolean raised = change.reason() == StatusReason.DISPUTE_RAISED;
        if (raised || change.reason() == StatusReason.DISPUTE_SETTLED) {
            numbers.disputed.set(index, raised);
            numbers.disputedVersion = version;
            return;
        }
        StatusValue value = change.to().value();
        StatusValue before =
                value == StatusValue.IN_FORCE ? numbers.values.remove(index) : numbers.values.put(index, value);
        if (value != (before == null ? StatusValue.IN_FORCE : before)) {
            numbers.statusVersion = version;
        }
    }

    void bind(long number, long version) {
        Numbers numbers = numbers(number);
        numbers.bound.set(index(number));
        numbers.boundVersion = version;
    }

    // the contracts let no change pass of a licence that is not there
    private Numbers numbers(long number) {
        Numbers numbers = lists.get(list(number));
        if (numbers == null) {
            throw new IllegalStateException("no licence has the number " + number);
        }
        return numbers;
    }

    private static int list(long number) {
        return (int) (number / StatusList.MAX_SIZE);
    }

    private static int index(long number) {
        return (int) (number % StatusList.MAX_SIZE);
    }

    /** @param count number of licences, those of each last tile that are none included */
    void write(DraftParts parts, UnifiedSocialCreditCode department, long count) {
        lists.forEach((list, numbers) -> {
            int size = (int) Math.min(StatusList.MAX_SIZE, count - (long) list * StatusList.MAX_SIZE);
            String suffix = "/" + department.value() + "/" + list;
            parts.part(
                    "status" + suffix,
                    numbers.statusVersion,
                    writer -> writer.status(department, list, values(numbers, size), numbers.statusVersion));
            if (!numbers.disputed.isEmpty()) {
                parts.part(
                        "disputed" + suffix,
                        numbers.disputedVersion,
                        writer -> writer.disputed(
                                department, list, marks(numbers.disputed, size), numbers.disputedVersion));
            }
            if (!numbers.bound.isEmpty()) {
                parts.part(
                        "bound" + suffix,
                        numbers.boundVersion,
                        writer -> writer.bound(department, list, marks(numbers.bound, size), numbers.boundVersion));
            }
        });
    }

    private static StatusList values(Numbers numbers, int size) {
        return StatusList.of(
                2,
                index ->
                        numbers.values.getOrDefault(index, StatusValue.IN_FORCE).number(),
                size);
    }

    private static StatusList marks(BitSet marked, int size) {
        return StatusList.of(1, index -> marked.get(index) ? 1 : 0, size);
    }
}
