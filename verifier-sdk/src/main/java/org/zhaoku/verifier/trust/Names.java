package org.zhaoku.verifier.trust;

import java.util.regex.Pattern;
import org.zhaoku.verifier.cbor.CborException;

/** Names that stand in a registry. */
final class Names {
    private static final Pattern MSP_ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");
    private static final int MAX = 200;

    private Names() {}

    static void checkMspId(String region) {
        if (!MSP_ID.matcher(region).matches()) {
            throw new CborException("expected an MSP id of 1 to 64 of A-Z, a-z, 0-9, '.', '-' as region");
        }
    }

    /** @param what whose name it is, for the message */
    static void check(String what, String name) {
        if (name.isEmpty() || name.length() > MAX) {
            throw new CborException(
                    "expected a name of the " + what + " of 1 to " + MAX + " characters, got " + name.length());
        }
    }
}
