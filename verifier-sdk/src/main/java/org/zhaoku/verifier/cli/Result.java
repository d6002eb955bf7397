package org.zhaoku.verifier.cli;

import org.zhaoku.verifier.Verdict;

/**
 * A verdict and where its text came from.
 *
 * @param input the input's label
 * @param line of the input, from 1; 0 where there are no lines
 * @param licence of a presentation of several, from 1; 0 where there is one
 * @param verdict the verdict
 */
record Result(String input, int line, int licence, Verdict verdict) {
    /** For people. */
    String place() {
        return input + (line == 0 ? "" : ":" + line) + (licence == 0 ? "" : " #" + licence);
    }

    ExitCode exitCode() {
        return switch (verdict.outcome()) {
            case VALID -> ExitCode.DONE;
            case INVALID -> ExitCode.INVALID;
            case CANNOT_TELL -> ExitCode.CANNOT_TELL;
        };
    }
}
