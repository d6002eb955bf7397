package org.zhaoku.verifier.presentation;

/** How a licence was present, the least first. */
public enum Presence {
    /** A code that anybody may have copied. */
    STATIC,
    /** A gateway signed that its holder shows it now. */
    GATEWAY,
    /** The key that the licence is bound to signed that it is shown now. */
    HOLDER
}
