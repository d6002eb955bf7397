package org.zhaoku.gateway.licence;

/** The states by which licences are searched: the way into force, then what became of them. */
public enum SoughtState {
    /** Stored; a second person has to approve it first. */
    AWAITING_APPROVAL,
    /** Accepted and stored. */
    RECEIVED,
    /** Its statement is signed. */
    SIGNED,
    /** On its way to the ledger. */
    ANCHORING,
    /** It was to replace another licence, which changed in between. */
    REFUSED,
    /** In force, and its last day is not over. */
    IN_FORCE,
    /** In force on the ledger, but its last day is over. */
    EXPIRED,
    /** 暂扣、中止. */
    SUSPENDED,
    /** 吊销、撤销. */
    REVOKED,
    /** 注销. */
    CANCELLED,
    /** 作废. */
    WITHDRAWN,
    /** 已变更、换发、补发. */
    SUPERSEDED,
    /** 迁出. */
    TRANSFERRED_OUT
}
