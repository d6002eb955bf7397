package org.zhaoku.verifier.answer;

/** What a question is answered with. */
public enum Reply {
    NO(0),
    YES(1),
    /** The source does not know, or may not say. */
    UNKNOWN(2);

    static final int MAX_NUMBER = 2;

    private final int number;

    Reply(int number) {
        this.number = number;
    }

    static Reply of(boolean yes) {
        return yes ? YES : NO;
    }

    /** The reply with this number in the format, 0 to 2. */
    static Reply numbered(long number) {
        return number == 0 ? NO : number == 1 ? YES : UNKNOWN;
    }

    int number() {
        return number;
    }
}
