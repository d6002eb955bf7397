package org.zhaoku.chaincode.command;

import java.util.List;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborReads;

/**
 * Whole days in Asia/Shanghai, counted from 1970-01-01. Declared, for readers: the contracts compare them with no clock.
 *
 * @param from first day, from year 0
 * @param to last day, included, up to year 9999, not before {@code from}
 */
public record DayRange(long from, long to) {
    private static final long FIRST = -719_528;
    private static final long LAST = 2_932_896;

    /** @throws IllegalArgumentException if the days are out of range or order */
    public DayRange {
        if (from < FIRST || to > LAST || from > to) {
            throw new IllegalArgumentException(
                    "expected a first and a last day from year 0 to 9999 in this order, got " + from + " and " + to);
        }
    }

    /** [from, to]. */
    public Cbor toCbor() {
        return Cbor.array(Cbor.of(from), Cbor.of(to));
    }

    /** @throws IllegalArgumentException if {@code item} is no range of days, with the reason */
    public static DayRange of(Cbor item) {
        List<Cbor> days = CborReads.array("days", item, 2, 2);
        return new DayRange(
                CborReads.number("first day", days.get(0), FIRST, LAST),
                CborReads.number("last day", days.get(1), FIRST, LAST));
    }
}
