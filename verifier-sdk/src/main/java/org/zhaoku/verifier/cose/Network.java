package org.zhaoku.verifier.cose;

import java.util.regex.Pattern;

/**
 * The name of a ledger network: the name of its Fabric channel, or of an embedded ledger.
 *
 * @param name 1 to 63 of {@code a-z 0-9 . -}, a letter first (Fabric's rule for channels, and shorter)
 */
public record Network(String name) {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9.-]{0,62}");

    public Network {
        if (!FORM.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "expected a network name of 1 to 63 of a-z, 0-9, '.', '-', a letter first");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
