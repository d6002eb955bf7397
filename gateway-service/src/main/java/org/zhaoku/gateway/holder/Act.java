package org.zhaoku.gateway.holder;

/** What somebody may apply for in a holder's name. */
public enum Act {
    /** 延续. */
    RENEWAL,
    /** 变更. */
    AMENDMENT,
    /** 年检. */
    ANNUAL_CHECK,
    /** 更正. */
    CORRECTION,
    /** 补发、换发. */
    REISSUE
}
