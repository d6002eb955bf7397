package org.zhaoku.gateway.licence;

/** The way of a licence version until it is in force (DESIGN.md §5, Life). */
public enum LicenceState {
    /** Stored; a second person has to approve it first, since its type asks for that. */
    AWAITING_APPROVAL,
    /** Accepted and stored. */
    RECEIVED,
    /** Its statement is signed and stored. */
    SIGNED,
    /** It belongs to one draft of a batch, or to a stored batch that is being submitted. */
    ANCHORING,
    /** Its batch is on the ledger. */
    IN_FORCE,
    /** It was to replace another licence, which changed in between: it never comes into force. */
    REFUSED
}
