package org.zhaoku.verifier.sm;

/**
 * How SM2 signatures are verified in this process. The fast way is arithmetic of our own with tables for the keys that are
 * used most; Bouncy Castle gives a second opinion on each refusal, on one acceptance in a thousand, and decides alone while
 * the fast way is off. It turns itself off for good if the two ever differ, or if a self-test at the first use fails.
 */
public final class Sm2Verification {
    /** Set to {@code false} when the process starts, it turns the fast way off. */
    public static final String PROPERTY = "zhaoku.sm2.fast";

    /** Bytes that tables of keys may take unless {@link #tableLimit} says otherwise: 141 keys. */
    public static final long DEFAULT_TABLE_LIMIT = 64L << 20;

    static final Sm2Verifier VERIFIER = new Sm2Verifier(
            SecondOpinion::verifies,
            new TableCache(DEFAULT_TABLE_LIMIT),
            !"false".equals(System.getProperty(PROPERTY)));

    private Sm2Verification() {}

    /** Turns the fast way off, or on again; after a failed self-test or a disagreement it stays off. */
    public static void useFast(boolean fast) {
        VERIFIER.useFast(fast);
    }

    /** Whether the fast way is in use. */
    public static boolean isFast() {
        return VERIFIER.isFast();
    }

    /**
     * Bounds the tables of keys: 464 KiB each. A key beyond the limit is verified without a table, which takes ten times as
     * long; those used most have the tables.
     *
     * @param bytes 0 for no tables at all; the table of the generator, 9.5 MiB, does not count
     */
    public static void tableLimit(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("expected a limit of 0 bytes or more, got " + bytes);
        }
        VERIFIER.tables().limit(bytes);
    }

    /** What happened in this process so far, for monitoring. */
    public static Counters counters() {
        return VERIFIER.counters();
    }

    /**
     * What happened so far.
     *
     * @param verifications signatures verified
     * @param secondOpinions those on which Bouncy Castle was asked, too
     * @param disagreements those on which it answered otherwise: more than 0 asks for a report to the authors
     * @param tables keys with a table
     * @param tableBytes bytes that these tables take
     */
    public record Counters(long verifications, long secondOpinions, long disagreements, int tables, long tableBytes) {}
}
