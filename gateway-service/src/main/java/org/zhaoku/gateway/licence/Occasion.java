package org.zhaoku.gateway.licence;

import org.zhaoku.verifier.status.StatusReason;

/** Why a licence is issued again. The ledger keeps the reason, this gateway the occasion, too. */
public enum Occasion {
    /** 延续: its term was renewed. */
    RENEWAL(StatusReason.RENEWED),
    /** 变更: something it says has changed. */
    AMENDMENT(StatusReason.CHANGED),
    /** 年检: checked, and it says so now. To the ledger that is a change like any other. */
    ANNUAL_CHECK(StatusReason.CHANGED),
    /** 更正: something it said was wrong. */
    CORRECTION(StatusReason.CORRECTED),
    /** 遗失补发: lost. */
    LOSS(StatusReason.REISSUED_AFTER_LOSS),
    /** 损毁换发: damaged. */
    DAMAGE(StatusReason.REISSUED_AFTER_DAMAGE),
    /** 转入: taken over from a department of another region. The ledger keeps it as a change of the new licence. */
    TRANSFER(StatusReason.TRANSFERRED_IN_FROM);

    private final StatusReason reason;

    Occasion(StatusReason reason) {
        this.reason = reason;
    }

    /** What the ledger says of it. */
    public StatusReason reason() {
        return reason;
    }
}
