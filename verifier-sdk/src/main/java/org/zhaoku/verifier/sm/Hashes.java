package org.zhaoku.verifier.sm;

import java.util.ArrayList;
import java.util.List;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.cbor.CborReads;

/** SM3 digests one after the other in one byte string: shorter than an array, and one length to check. */
public final class Hashes {
    private Hashes() {}

    /**
     * A copy of the list.
     *
     * @throws IllegalArgumentException if one of them is not 32 bytes long: joined they would be cut elsewhere
     */
    public static List<Bytes> copyOf(List<Bytes> digests) {
        if (digests.stream().anyMatch(digest -> digest.size() != Sm3.LENGTH)) {
            throw new IllegalArgumentException("expected digests of 32 bytes each");
        }
        return List.copyOf(digests);
    }

    /**
     * Takes the byte string apart.
     *
     * @param name what they are, for messages
     * @param max the most digests there may be
     * @throws CborException if it is not a byte string of 0 to {@code max} times 32 bytes
     */
    public static List<Bytes> split(String name, Cbor item, int max) {
        Bytes joined = CborReads.bytes(name, item);
        if (joined.size() % Sm3.LENGTH != 0 || joined.size() / Sm3.LENGTH > max) {
            throw new CborException(
                    name + ": expected 0 to " + max + " digests of 32 bytes, got " + joined.size() + " bytes");
        }
        List<Bytes> digests = new ArrayList<>();
        for (int at = 0; at < joined.size(); at += Sm3.LENGTH) {
            digests.add(joined.slice(at, at + Sm3.LENGTH));
        }
        return List.copyOf(digests);
    }
}
