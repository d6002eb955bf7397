package org.zhaoku.verifier.cli;

/** What the process says to the shell. Where several hold, the one that stands first is said. */
enum ExitCode {
    /** A licence is INVALID, or a signature that was to be checked is wrong. */
    INVALID(1),
    /** An input, the bundle, the anchors or the store cannot be used. */
    UNUSABLE(4),
    /** Nothing is INVALID, but a verdict is CANNOT_TELL. */
    CANNOT_TELL(3),
    /** All is VALID, or done. */
    DONE(0);

    /** Options or arguments that do not exist; picocli says it. */
    static final int MISUSE = 2;

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
