package org.zhaoku.verifier.answer;

/** What is wrong or unknown about an answer. */
public enum AnswerFinding {
    /** The gateway that signed is not among those that may answer: nothing is known. */
    SIGNER_UNKNOWN,
    SIGNATURE_WRONG,
    /** It answers another request. */
    WRONG_REQUEST,
    /** It was given to another caller. */
    WRONG_CALLER,
    /** It was given for another purpose. */
    WRONG_PURPOSE,
    /** Its time lies in the future, by more than the clocks may differ. */
    TOO_EARLY,
    /** Its time is over, by more than the clocks may differ. */
    EXPIRED,
    /** It claims to live for more than 300 seconds. */
    LIFETIME_TOO_LONG
}
