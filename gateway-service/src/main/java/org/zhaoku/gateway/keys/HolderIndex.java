package org.zhaoku.gateway.keys;

import java.util.List;
import java.util.Locale;
import org.zhaoku.verifier.bytes.Bytes;

/**
 * Finds what belongs to a holder by their number without keeping it: HMAC-SM3 under a key of its own. A citizen number has
 * fewer than 2⁴⁰ values, so a hash without a key would hide nothing.
 */
public final class HolderIndex {
    private static final String LABEL = "zhaoku/1/holder";
    private static final int LENGTH = 16;

    private final Keys<LookupKey> keys;

    public HolderIndex(Keys<LookupKey> keys) {
        this.keys = keys;
    }

    /**
     * What is stored with a licence.
     *
     * @param key id of the key
     * @param holders one text of 32 hexadecimal digits for each number
     */
    public record Entry(String key, List<String> holders) {
        public Entry {
            holders = List.copyOf(holders);
        }
    }

    /** The entry of these numbers under the active key. */
    public Entry entry(List<String> numbers) {
        LookupKey key = keys.active();
        return new Entry(
                key.id(),
                numbers.stream().map(number -> hash(key, number)).distinct().toList());
    }

    /** What may be stored for this number: more than one while a rotation is under way. */
    public List<String> candidates(String number) {
        return keys.readable().stream().map(key -> hash(key, number)).toList();
    }

    // the check character of a citizen number is written x or X
    private static String hash(LookupKey key, String number) {
        return key.mac(LABEL, Bytes.utf8(number.strip().toUpperCase(Locale.ROOT)))
                .slice(0, LENGTH)
                .hex();
    }
}
