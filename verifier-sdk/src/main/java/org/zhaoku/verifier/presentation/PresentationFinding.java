package org.zhaoku.verifier.presentation;

/** What one step of a presentation's check found. */
public enum PresentationFinding {
    // one of these for each licence

    /** The key that the licence is bound to signed. */
    SIGNED_BY_HOLDER,
    /** The licence is bound to no key, and a gateway of the trust bundle signed. */
    SIGNED_BY_GATEWAY,
    /** One of the signatures is wrong; a wrong one spoils the whole presentation. */
    SIGNATURE_WRONG,
    /** The licence is bound to no key, and the gateway that signed is not in the trust bundle: nothing is known. */
    SIGNER_UNKNOWN,
    /** The licence is bound to a key, and somebody else signed, perhaps a gateway. */
    NOT_THE_HOLDERS_KEY,
    /** The licence is bound to no key, and no gateway signed. */
    NOT_A_GATEWAYS_KEY,
    /** The statement could not be opened, so whose signature counts is not known. */
    STATEMENT_NOT_OPENED,

    // any of these for the whole presentation

    /** The signatures are over other licences, or other parts of them, than those carried. */
    CONTENT_CHANGED,
    /** There is a signature that counts for none of the licences. */
    SIGNER_UNNEEDED,
    /** It is for another verifier. */
    WRONG_AUDIENCE,
    /** It is for nobody in particular, and a verifier was expected to be named. */
    AUDIENCE_MISSING,
    /** It names a verifier, and the caller did not say which one it is. */
    AUDIENCE_NOT_CHECKED,
    /** It answers another challenge. */
    WRONG_NONCE,
    /** It answers no challenge, and one was given. */
    NONCE_MISSING,
    /** It answers a challenge, and the caller did not say which one it gave. */
    NONCE_NOT_CHECKED,
    /** Its time lies in the future, by more than the clocks may differ. */
    TOO_EARLY,
    /** Its time is over, by more than the clocks may differ. */
    EXPIRED,
    /** It claims to live for more than 60 seconds. */
    LIFETIME_TOO_LONG,
    /** It was taken before. */
    REPLAYED,
    /** Whether it was taken before is not known. */
    REPLAY_NOT_CHECKED
}
