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
import org.zhaoku.verifier.sm.Hashes;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm2PublicKey;
import org.zhaoku.verifier.sm.Sm3;

/**
 * Two signed checkpoints that cannot be of one log: of one size with different roots, or with different records at one
 * place. If one key signed both, its region lied; if two keys did, at least one region did. Anybody who has the regions' keys
 * can check it, nothing else is needed.
 *
 * <p>An object of this class always holds a contradiction; that the two signatures are right is checked by {@link #proves}.
 */
public final class SplitView {
    private static final int FORMAT_1 = 1;

    private final Side first;
    private final Side second;
    private final Optional<Long> index;

    /** A checkpoint, and the record that it is shown to have. */
    private record Side(SignedCheckpoint message, Optional<RecordProof> record) {
        boolean includes(long index) {
            return record.stream()
                    .allMatch(proof ->
                            RecordLog.includes(message.checkpoint(), index, proof.recordDigest(), proof.path()));
        }
    }

    private SplitView(Side one, Side other, Optional<Long> index) {
        boolean ascending = one.message().encoded().compareTo(other.message().encoded()) < 0;
        this.first = ascending ? one : other;
        this.second = ascending ? other : one;
        this.index = index;
    }

    /**
     * The proof from two checkpoints of one size, in any order.
     *
     * @return empty if they do not contradict each other: another network, another size or the same root
     */
    public static Optional<SplitView> between(SignedCheckpoint one, SignedCheckpoint other) {
        Checkpoint left = one.checkpoint();
        Checkpoint right = other.checkpoint();
        boolean contradict = left.network().equals(right.network())
                && left.size() == right.size()
                && !left.root().equals(right.root());
        return contradict
                ? Optional.of(new SplitView(
                        new Side(one, Optional.empty()), new Side(other, Optional.empty()), Optional.empty()))
                : Optional.empty();
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
        var left = new Side(one, Optional.of(inOne));
        var right = new Side(other, Optional.of(inOther));
        boolean contradict =
                one.checkpoint().network().equals(other.checkpoint().network())
                        && !inOne.recordDigest().equals(inOther.recordDigest())
                        && left.includes(index)
                        && right.includes(index);
        return contradict ? Optional.of(new SplitView(left, right, Optional.of(index))) : Optional.empty();
    }

    /**
     * Whether both checkpoints are of {@code network} and signed by keys of its regions.
     *
     * @param keys key of a region by its kid; empty if it is no region's
     */
    public boolean proves(Network network, Function<KeyId, Optional<Sm2PublicKey>> keys) {
        return verifies(first, network, keys) && verifies(second, network, keys);
    }

    private static boolean verifies(Side side, Network network, Function<KeyId, Optional<Sm2PublicKey>> keys) {
        SignedCheckpoint message = side.message();
        return keys.apply(message.kid())
                .filter(key -> message.verifies(network, key))
                .isPresent();
    }

    /** The checkpoint whose message is the smaller byte string. */
    public SignedCheckpoint first() {
        return first.message();
    }

    public SignedCheckpoint second() {
        return second.message();
    }

    /** CBOR map {1 format, 2 messages, ascending, ? 3 index, ? 4 records in the order of the messages}. */
    public Bytes encode() {
        return Cbor.map()
                .put(1, Cbor.of(FORMAT_1))
                .put(
                        2,
                        Cbor.array(
                                Cbor.of(first.message().encoded()),
                                Cbor.of(second.message().encoded())))
                .put(3, index.map(Cbor::of).orElse(null))
                .put(
                        4,
                        first.record()
                                .flatMap(one -> second.record().map(other -> Cbor.array(toCbor(one), toCbor(other))))
                                .orElse(null))
                .build()
                .encode();
    }

    private static Cbor toCbor(RecordProof record) {
        return Cbor.array(Cbor.of(record.recordDigest()), Cbor.of(Bytes.concat(record.path())));
    }

    /** @throws IllegalArgumentException if {@code encoded} has another form or holds no contradiction, with the reason */
    public static SplitView decode(Bytes encoded) {
        var map = new CborMapReader("split view", Cbor.decode(encoded));
        map.number(1, FORMAT_1, FORMAT_1);
        List<SignedCheckpoint> messages = CborReads.array("messages", map.get(2), 2, 2).stream()
                .map(item -> SignedCheckpoint.decode(CborReads.bytes("message", item)))
                .toList();
        Optional<Cbor> index = map.find(3);
        Optional<Cbor> records = map.find(4);
        map.end();
        SignedCheckpoint one = messages.get(0);
        SignedCheckpoint other = messages.get(1);
        if (one.encoded().compareTo(other.encoded()) >= 0) {
            throw new CborException("split view: messages are not in strictly ascending order");
        }
        if (index.isPresent() != records.isPresent()) {
            throw new CborException("split view: expected index and records together, or neither");
        }
        Optional<SplitView> view = index.isEmpty()
                ? between(one, other)
                : between(
                        one,
                        record(records.orElseThrow(), 0),
                        other,
                        record(records.orElseThrow(), 1),
                        CborReads.number("index", index.orElseThrow(), 0, RecordLog.MAX_SIZE));
        return view.orElseThrow(() -> new IllegalArgumentException(
                "split view: expected checkpoints that contradict each other, these two may be of one log"));
    }

    private static RecordProof record(Cbor records, int which) {
        List<Cbor> parts = CborReads.array(
                "record", CborReads.array("records", records, 2, 2).get(which), 2, 2);
        return new RecordProof(
                CborReads.bytes("record digest", parts.get(0), Sm3.LENGTH),
                Hashes.split("path of the record", parts.get(1), RecordProof.MAX_PATH));
    }
}
