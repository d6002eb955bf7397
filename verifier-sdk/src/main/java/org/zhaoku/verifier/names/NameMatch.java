package org.zhaoku.verifier.names;

/** How two written names stand to each other. */
public enum NameMatch {
    /** The same characters, all of them legible. */
    EXACT,
    /** The same name, written otherwise: in width, case, dots and spaces, or with variants that stand for one character. */
    VARIANT,
    /** One may be the other: something is missing, illegible, spelt in another script, or only sometimes a variant. Look. */
    CANNOT_TELL,
    /** Two names. */
    DIFFERENT
}
