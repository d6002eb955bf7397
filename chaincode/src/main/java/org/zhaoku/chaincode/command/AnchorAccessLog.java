package org.zhaoku.chaincode.command;

import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.sm.Sm3;

/**
 * Anchors the root of the submitting region's access log. CBOR: {1: 1, 2: sequence, 3: from, 4: to, 5: size, 6: root}.
 *
 * @param sequence 1 for the first root, then one more each time, up to {@link #MAX_SEQUENCE}
 * @param from start of the period, in seconds since 1970 as the region claims it
 * @param to its end, not included, after {@code from}, up to the end of year 9999
 * @param size number of entries of the whole log, from 0 up to 2⁶²
 * @param root root of the log's tree, 32 bytes; that it continues the one before is proven outside the ledger
 */
public record AnchorAccessLog(long sequence, long from, long to, long size, Bytes root) implements Command {
    /** The most roots of a region. */
    public static final long MAX_SEQUENCE = 9_999_999_999L;

    private static final long MAX_TIME = 253_402_300_799L;
    private static final long MAX_SIZE = 1L << 62;

    /** @throws IllegalArgumentException if a part is out of its range */
    public AnchorAccessLog {
        if (sequence < 1
                || sequence > MAX_SEQUENCE
                || from < 0
                || to > MAX_TIME
                || from >= to
                || size < 0
                || size > MAX_SIZE
                || root.size() != Sm3.LENGTH) {
            throw new IllegalArgumentException(
                    "expected a sequence from 1, a period from 1970 to 9999, a size from 0 and a root of 32 bytes, got "
                            + sequence + ", " + from + " to " + to + ", " + size + " and " + root.size());
        }
    }

    static AnchorAccessLog read(CborMapReader map) {
        return new AnchorAccessLog(
                map.number(2, 1, MAX_SEQUENCE),
                map.number(3, 0, MAX_TIME),
                map.number(4, 0, MAX_TIME),
                map.number(5, 0, MAX_SIZE),
                map.bytes(6, Sm3.LENGTH));
    }

    /** The entry that {@code encoded} holds: the argument's bytes are also the ledger's. */
    public static AnchorAccessLog decode(Bytes encoded) {
        return (AnchorAccessLog) CommandKind.ANCHOR_ACCESS_LOG.decode(encoded);
    }

    @Override
    public CommandKind kind() {
        return CommandKind.ANCHOR_ACCESS_LOG;
    }

    @Override
    public Bytes encode() {
        return Command.format1()
                .put(2, Cbor.of(sequence))
                .put(3, Cbor.of(from))
                .put(4, Cbor.of(to))
                .put(5, Cbor.of(size))
                .put(6, Cbor.of(root))
                .build()
                .encode();
    }
}
