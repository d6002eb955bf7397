package org.zhaoku.verifier.testing;

import java.util.LinkedHashMap;
import java.util.Map;
import org.zhaoku.verifier.bytes.Bytes;

/** Every small change of a byte string, by what was done to it. */
public final class Mutations {
    private Mutations() {}

    /** Each bit flipped, each byte dropped, doubled, and a byte put before and behind. */
    public static Map<String, Bytes> of(Bytes content) {
        return of(content, 0);
    }

    /** The changes of the bytes from {@code from} on. */
    public static Map<String, Bytes> of(Bytes content, int from) {
        Map<String, Bytes> changed = new LinkedHashMap<>();
        for (int bit = 8 * from; bit < 8 * content.size(); bit++) {
            byte[] flipped = content.toArray();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            changed.put("bit " + bit, Bytes.of(flipped));
        }
        for (int at = from; at < content.size(); at++) {
            Bytes before = content.slice(0, at);
            changed.put("byte " + at + " dropped", before.plus(content.slice(at + 1, content.size())));
            changed.put(
                    "byte " + at + " doubled",
                    before.plus(content.slice(at, at + 1)).plus(content.slice(at, content.size())));
        }
        changed.put("zero appended", content.plus(Bytes.of((byte) 0)));
        changed.put("zero before", Bytes.of((byte) 0).plus(content));
        return changed;
    }
}
