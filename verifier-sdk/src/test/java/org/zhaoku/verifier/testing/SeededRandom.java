package org.zhaoku.verifier.testing;

import java.security.SecureRandom;
import java.util.Random;

/** Randomness that can be repeated: a failing test prints the seed. Never for keys outside tests. */
public final class SeededRandom extends SecureRandom {
    private final Random random;

    public SeededRandom(long seed) {
        this.random = new Random(seed);
    }

    @Override
    public void nextBytes(byte[] bytes) {
        random.nextBytes(bytes);
    }
}
