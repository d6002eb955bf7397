package org.zhaoku.verifier.cli;

import java.util.List;
import org.zhaoku.verifier.bytes.Bytes;

/** Something that was handed in to be verified. */
sealed interface Input {
    /** Where it came from, never what it says. */
    String label();

    /** Texts of codes, one a line or one alone. */
    record Texts(String label, List<Line> lines) implements Input {
        public Texts {
            lines = List.copyOf(lines);
        }
    }

    /** @param number from 1; 0 where there are no lines */
    record Line(int number, String text) {}

    /** A licence as a file. */
    record Licence(String label, Bytes file) implements Input {}

    /** Nothing that can be verified. */
    record Unusable(String label, String code, String message) implements Input {}
}
