package org.zhaoku.verifier.trust;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborCursor;
import org.zhaoku.verifier.log.Checkpoint;
import org.zhaoku.verifier.log.SignedCheckpoint;
import org.zhaoku.verifier.log.SplitView;

/**
 * One checkpoint with the signatures of several regions: the same payload, each in a message of its own.
 *
 * @param messages 1 to {@link #MAX_MESSAGES}, byte-identical payloads, strictly ascending by kid
 */
public record CosignedCheckpoint(List<SignedCheckpoint> messages) {
    /** The most signatures. */
    public static final int MAX_MESSAGES = 64;

    private static final int MAX_MESSAGE = 1024;

    /** @throws IllegalArgumentException if they are none, too many, out of order or not of one payload */
    public CosignedCheckpoint {
        messages = List.copyOf(messages);
        if (messages.isEmpty() || messages.size() > MAX_MESSAGES) {
            throw new IllegalArgumentException(
                    "expected 1 to " + MAX_MESSAGES + " signed checkpoints, got " + messages.size());
        }
        for (int i = 1; i < messages.size(); i++) {
            if (!messages.get(i).payload().equals(messages.get(0).payload())) {
                throw new IllegalArgumentException("expected signatures over one checkpoint, got two checkpoints");
            }
            if (messages.get(i - 1).kid().compareTo(messages.get(i).kid()) >= 0) {
                throw new IllegalArgumentException("expected signed checkpoints strictly ascending by kid");
            }
        }
    }

    /** The same from messages in any order. */
    public static CosignedCheckpoint of(Collection<SignedCheckpoint> messages) {
        return new CosignedCheckpoint(messages.stream()
                .sorted(Comparator.comparing(SignedCheckpoint::kid))
                .toList());
    }

    public Checkpoint checkpoint() {
        return messages.get(0).checkpoint();
    }

    /** The proof that this and {@code other} are of two logs; empty if they do not contradict each other. */
    Optional<SplitView> split(CosignedCheckpoint other) {
        // two by one and the same key is the stronger proof
        for (SignedCheckpoint one : messages) {
            for (SignedCheckpoint two : other.messages) {
                if (one.kid().equals(two.kid())) {
                    return SplitView.between(one, two);
                }
            }
        }
        return SplitView.between(messages.get(0), other.messages.get(0));
    }

    /** CBOR [+ message: bstr], for a {@link CheckpointStore}. */
    public Bytes encode() {
        return toCbor().encode();
    }

    Cbor toCbor() {
        return Cbor.array(
                messages.stream().map(message -> Cbor.of(message.encoded())).toList());
    }

    /** @throws IllegalArgumentException if {@code encoded} has another form; signatures are not verified */
    public static CosignedCheckpoint decode(Bytes encoded) {
        var cursor = new CborCursor("cosigned checkpoint", encoded);
        CosignedCheckpoint cosigned = read(cursor);
        cursor.end();
        return cosigned;
    }

    static CosignedCheckpoint read(CborCursor cursor) {
        int count = cursor.array(1, MAX_MESSAGES);
        List<SignedCheckpoint> messages = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            messages.add(SignedCheckpoint.decode(cursor.bytes(1, MAX_MESSAGE)));
        }
        return new CosignedCheckpoint(messages);
    }
}
