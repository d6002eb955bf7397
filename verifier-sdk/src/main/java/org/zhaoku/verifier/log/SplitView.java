package org.zhaoku.verifier.log;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm2PublicKey;

/**
 * Two signed checkpoints that cannot be of one log: of one size with different roots, or with different records at one
 * place. If one key signed both, its region keeps two logs; if two keys did, at least one of their regions shows a log that is
 * not the network's. Anybody who has the regions' keys can check it, nothing else is needed.
 *
 * <p>An object of this class always holds a contradiction; that the two signatures are right is checked by {@link #proves}.
 */
public final class SplitView {
    private static final int FORMAT_1 = 1;

    private final SignedCheckpoint first;
    private final SignedCheckpoint second;
    private final Optional<Records> records;

    /** Different records at one place of both logs. */
    private record Records(long index, RecordProof inFirst, RecordProof inSecond) {}

    private SplitView(SignedCheckpoint first, SignedCheckpoint second, Optional<Records> records) {
        this.first = first;
        this.second = second;
        this.records = records;
    }

    /**
     * The proof from two checkpoints of one size, in any order.
     *
     * @return empty if they do not contradict each other: another network, another size or the same root
     */
    public static Optional<SplitView> between(SignedCheckpoint one, SignedCheckpoint other) {
        if (!ascending(one, other)) {
            return ascending(other, one) ? between(other, one) : Optional.empty();
        }
        boolean contradict = sameNetwork(one, other)
                && one.checkpoint().size() == other.checkpoint().size()
                && !one.checkpoint().root().equals(other.checkpoint().root());
        return contradict ? Optional.of(new SplitView(one, other, Optional.empty())) : Optional.empty();
    }

    /**
     * The proof from two checkpoints of any sizes and the record that each has at one place.
     *
     * @param index place of the records in both logs, from 0
     * @param inOne the record in the log of {@code one}
     * @param inOther the record in the log of {@code other}
     * @return empty if they do not contradict each other: another network, the same record, or a path that does not lead to
     *     its checkpoint's root
     */
    public static Optional<SplitView> between(
            SignedCheckpoint one, RecordProof inOne, SignedCheckpoint other, RecordProof inOther, long index) {
        if (!ascending(one, other)) {
            return ascending(other, one) ? between(other, inOther, one, inOne, index) : Optional.empty();
        }
        boolean contradict = sameNetwork(one, other)
                && !inOne.recordDigest().equals(inOther.recordDigest())
                && inOne.isIn(one.checkpoint(), index)
                && inOther.isIn(other.checkpoint(), index);
        return contradict
                ? Optional.of(new SplitView(one, other, Optional.of(new Records(index, inOne, inOther))))
                : Optional.empty();
    }

    private static boolean ascending(SignedCheckpoint one, SignedCheckpoint other) {
        return one.encoded().compareTo(other.encoded()) < 0;
    }

    private static boolean sameNetwork(SignedCheckpoint one, SignedCheckpoint other) {
        return one.checkpoint().network().equals(other.checkpoint().network());
    }

    /**
     * Whether both checkpoints are of {@code network} and signed by keys of its regions.
     *
     * @param keys key of a region by its kid; empty if it is no region's
     */
    public boolean proves(Network network, Function<KeyId, Optional<Sm2PublicKey>> keys) {
        return verifies(first, network, keys) && verifies(second, network, keys);
    }

    private static boolean verifies(
            SignedCheckpoint message, Network network, Function<KeyId, Optional<Sm2PublicKey>> keys) {
        return keys.apply(message.kid())
                .filter(key -> message.verifies(network, key))
                .isPresent();
    }

    /** The checkpoint whose message is the smaller byte string. */
    public SignedCheckpoint first() {
        return first;
    }

    /** The checkpoint whose message is the greater byte string. */
    public SignedCheckpoint second() {
        return second;
    }

    /** CBOR map {1 format, 2 messages, ascending, ? 3 [index, record in the first, record in the second]}. */
    public Bytes encode() {
        return Cbor.map()
                .put(1, Cbor.of(FORMAT_1))
                .put(2, Cbor.array(Cbor.of(first.encoded()), Cbor.of(second.encoded())))
                .put(3, records.map(SplitView::toCbor).orElse(null))
                .build()
                .encode();
    }

    private static Cbor toCbor(Records records) {
        return Cbor.array(
                Cbor.of(records.index()),
                records.inFirst().toCbor(),
                records.inSecond().toCbor());
    }

    /** @throws IllegalArgumentException if {@code encoded} has another form or holds no contradiction, with the reason */
    public static SplitView decode(Bytes encoded) {
        var map = new CborMapReader("split view", Cbor.decode(encoded));
        map.number(1, FORMAT_1, FORMAT_1);
        List<SignedCheckpoint> messages = CborReads.array("messages", map.get(2), 2, 2).stream()
                .map(item -> SignedCheckpoint.decode(CborReads.bytes("message", item)))
                .toList();
        Optional<Cbor> records = map.find(3);
        map.end();
        SignedCheckpoint first = messages.get(0);
        SignedCheckpoint second = messages.get(1);
        if (!ascending(first, second)) {
            throw new CborException("split view: messages are not in strictly ascending order");
        }
        Optional<SplitView> view =
                records.isEmpty() ? between(first, second) : between(first, second, records.orElseThrow());
        return view.orElseThrow(() -> new IllegalArgumentException(
                "split view: expected two checkpoints that contradict each other, these may be of one log"));
    }

    private static Optional<SplitView> between(SignedCheckpoint first, SignedCheckpoint second, Cbor records) {
        List<Cbor> parts = CborReads.array("records", records, 3, 3);
        return between(
                first,
                RecordProof.of(parts.get(1)),
                second,
                RecordProof.of(parts.get(2)),
                CborReads.number("index", parts.get(0), 0, RecordLog.MAX_SIZE - 1));
    }
}
