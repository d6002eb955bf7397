package org.zhaoku.gateway.statistics;

import java.time.YearMonth;
import java.util.List;
import org.zhaoku.verifier.anchor.Position;

/**
 * What one record of the ledger counts, once for ever.
 *
 * @param position of the record
 * @param entries what it adds
 */
record Tally(Position position, List<Entry> entries) {
    /** Licences that came into force. */
    static final String ISSUED = "issued";
    /** More or fewer in force, terms not looked at. */
    static final String NET = "net";
    /** In force, with the last day in this month. */
    static final String ENDING = "ending";

    Tally {
        entries = List.copyOf(entries);
    }

    /**
     * What is counted.
     *
     * @param department credit code of the issuer
     * @param type code of the type
     * @param month in Asia/Shanghai
     * @param measure {@link #ISSUED}, {@link #NET}, {@link #ENDING}, or the name of a reason
     */
    record Counted(String department, String type, YearMonth month, String measure) {}

    /**
     * A part of a tally.
     *
     * @param counted what
     * @param count how many, negative if it takes away
     */
    record Entry(Counted counted, long count) {}
}
