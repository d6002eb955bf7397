package org.zhaoku.gateway.access;

/** What a caller is to the library. A caller may have several roles; none includes another. */
public enum Role {
    /** Runs the region's gateway: departments, keys, the region's entry, API keys. Sees no licence. */
    OPERATOR,
    /** Publishes its own types, issues, changes and reads its own licences. Bound to one department. */
    DEPARTMENT,
    /** Verifies at a counter. */
    COUNTER,
    /** A third party's application: reads licences of the types and for the purposes that its key names. */
    APP,
    /** Sees what was done on the ledger and by whom, and no licence's content. */
    AUDITOR
}
