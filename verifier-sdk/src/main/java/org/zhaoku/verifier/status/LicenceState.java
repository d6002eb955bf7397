package org.zhaoku.verifier.status;

/**
 * The states that the ledger keeps of a licence, and the value each has in the status list. Expired is not among them: it
 * follows from the dates. <em>Disputed</em> is a mark beside any state; it is in a list of its own and changes no value.
 */
public enum LicenceState {
    /** 有效. */
    IN_FORCE(StatusValue.IN_FORCE),
    /** 暂扣、中止: may go back to in force. */
    SUSPENDED(StatusValue.SUSPENDED),
    /** 吊销、撤销. */
    REVOKED(StatusValue.ENDED),
    /** 注销. */
    CANCELLED(StatusValue.ENDED),
    /** 作废. */
    WITHDRAWN(StatusValue.ENDED),
    /** 已变更、换发、补发: replaced by a later version. */
    SUPERSEDED(StatusValue.SUPERSEDED),
    /** 迁出: another region has taken it over. */
    TRANSFERRED_OUT(StatusValue.ENDED);

    private final StatusValue value;

    LicenceState(StatusValue value) {
        this.value = value;
    }

    /** What the status list says of a licence in this state. */
    public StatusValue value() {
        return value;
    }
}
