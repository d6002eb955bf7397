package org.zhaoku.verifier.identifier;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;

/** Vectors as data: {@code text|expected|what it is}. */
final class IdentifierVectors {
    static final String VALID = "VALID";

    private IdentifierVectors() {}

    static Stream<String[]> rows(String resource) {
        try (InputStream in = IdentifierVectors.class.getResourceAsStream("/vectors/" + resource)) {
            return new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                            .map(line -> line.split("\\|", -1))
                            .toList()
                            .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code VALID} or the code of the refusal. */
    static String outcome(Runnable parse) {
        try {
            parse.run();
            return VALID;
        } catch (IdentifierException e) {
            return e.code();
        }
    }
}
