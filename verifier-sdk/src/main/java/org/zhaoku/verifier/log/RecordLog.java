package org.zhaoku.verifier.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.merkle.MerkleProofs;
import org.zhaoku.verifier.sm.Sm3;

/**
 * The append-only log of ledger records: the tree of RFC 9162 §2.1 with SM3, whose leaves are SM3(0x00 ‖ record digest).
 *
 * <p>The roots of all complete subtrees are kept: 64 bytes a record. To append costs two hashes on average, a root at most
 * 53, a proof at most 53 hashes for each of its steps, whatever the log's size. One thread at a time.
 */
public final class RecordLog {
    /** The most records: 2⁵³ − 1, which is exact in every language. */
    public static final long MAX_SIZE = (1L << 53) - 1;

    private final List<HashLevel> levels = new ArrayList<>();
    private long size;

    /**
     * Appends a record.
     *
     * @param recordDigest digest of the record, 32 bytes
     * @throws IllegalArgumentException if it has another length
     */
    public void append(Bytes recordDigest) {
        Bytes hash = leaf(recordDigest);
        // each one bit at the end of the size is a subtree that the new leaf completes
        int height = 0;
        for (long left = size; ; left >>= 1, height++) {
            if (height == levels.size()) {
                levels.add(new HashLevel());
            }
            levels.get(height).add(hash);
            if ((left & 1) == 0) {
                break;
            }
            hash = Sm3.FUNCTION.node(levels.get(height).get(left - 1), hash);
        }
        size++;
    }

    /** Number of records. */
    public long size() {
        return size;
    }

    /** Root of the whole log, 32 bytes; of the empty log SM3 of nothing. */
    public Bytes root() {
        return size == 0 ? Sm3.digest() : root(size);
    }

    /**
     * Root that the log had at {@code size} records.
     *
     * @param size 1 up to {@link #size()}
     * @throws IllegalArgumentException if it lies outside
     */
    public Bytes root(long size) {
        checkSize(size, this.size);
        return root(0, size);
    }

    /**
     * The path that proves record {@code index} in the log of the first {@code size} records, from the leaf upwards.
     *
     * @throws IllegalArgumentException if {@code size} is not from 1 to {@link #size()}
     * @throws IndexOutOfBoundsException if there is no such record among them
     */
    public List<Bytes> inclusionProof(long index, long size) {
        checkSize(size, this.size);
        Objects.checkIndex(index, size);
        List<Bytes> path = new ArrayList<>();
        long from = 0;
        long to = size;
        while (to - from > 1) {
            long middle = from + split(to - from);
            if (index < middle) {
                path.add(0, root(middle, to));
                to = middle;
            } else {
                path.add(0, root(from, middle));
                from = middle;
            }
        }
        return List.copyOf(path);
    }

    /**
     * The proof that the log of {@code from} records is a beginning of the log of {@code to} (RFC 9162 §2.1.4.1).
     *
     * @param from 1 up to {@code to}
     * @param to up to {@link #size()}
     * @throws IllegalArgumentException if one lies outside
     */
    public List<Bytes> consistencyProof(long from, long to) {
        checkSize(to, size);
        checkSize(from, to);
        List<Bytes> proof = new ArrayList<>();
        long left = 0;
        long right = to;
        while (from != right) {
            long middle = left + split(right - left);
            if (from <= middle) {
                proof.add(0, root(middle, right));
                right = middle;
            } else {
                proof.add(0, root(left, middle));
                left = middle;
            }
        }
        // a whole old log needs no hash of its own: the verifier has its root
        if (left > 0) {
            proof.add(0, root(left, right));
        }
        return List.copyOf(proof);
    }

    /**
     * Whether a checkpoint's log has this record at this place.
     *
     * @param index place of the record, from 0
     * @param recordDigest digest of the record, 32 bytes
     * @param proof the path as {@link #inclusionProof} makes it
     * @return false also if a hash has another length or the path another number of steps than index and size ask for
     */
    public static boolean includes(Checkpoint checkpoint, long index, Bytes recordDigest, List<Bytes> proof) {
        return areDigests(proof)
                && recordDigest.size() == Sm3.LENGTH
                && MerkleProofs.root(Sm3.FUNCTION, leaf(recordDigest), index, checkpoint.size(), proof)
                        .filter(checkpoint.root()::equals)
                        .isPresent();
    }

    /**
     * Whether the log of {@code older} is a beginning of that of {@code newer}: of the same network, not larger, its last
     * record not at a later position (at the same one if the sizes are equal), and {@code proof} leads to both roots.
     */
    public static boolean consistent(Checkpoint older, Checkpoint newer, List<Bytes> proof) {
        int order = older.position().compareTo(newer.position());
        return areDigests(proof)
                && older.network().equals(newer.network())
                && (older.size() == newer.size() ? order == 0 : order <= 0)
                && MerkleProofs.consistent(Sm3.FUNCTION, older.size(), older.root(), newer.size(), newer.root(), proof);
    }

    private static boolean areDigests(List<Bytes> proof) {
        return proof.stream().allMatch(hash -> hash.size() == Sm3.LENGTH);
    }

    private static Bytes leaf(Bytes recordDigest) {
        if (recordDigest.size() != Sm3.LENGTH) {
            throw new IllegalArgumentException("expected a record digest of 32 bytes, got " + recordDigest.size());
        }
        return Sm3.FUNCTION.leaf(recordDigest);
    }

    static void checkSize(long size, long max) {
        if (size < 1 || size > max) {
            throw new IllegalArgumentException("expected a log of 1 to " + max + " records, got " + size);
        }
    }

    // the range is a subtree of the tree at some size: everything left of the last split is complete
    private Bytes root(long from, long to) {
        long width = to - from;
        if (Long.bitCount(width) == 1) {
            return levels.get(Long.numberOfTrailingZeros(width)).get(from / width);
        }
        long middle = from + split(width);
        return Sm3.FUNCTION.node(root(from, middle), root(middle, to));
    }

    /** The largest power of two below {@code size}, which is 2 at least. */
    private static long split(long size) {
        return Long.highestOneBit(size - 1);
    }
}
