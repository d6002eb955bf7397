package org.zhaoku.verifier.status;

import static org.zhaoku.verifier.status.LicenceState.CANCELLED;
import static org.zhaoku.verifier.status.LicenceState.IN_FORCE;
import static org.zhaoku.verifier.status.LicenceState.REVOKED;
import static org.zhaoku.verifier.status.LicenceState.SUPERSEDED;
import static org.zhaoku.verifier.status.LicenceState.SUSPENDED;
import static org.zhaoku.verifier.status.LicenceState.TRANSFERRED_OUT;
import static org.zhaoku.verifier.status.LicenceState.WITHDRAWN;

import java.util.Arrays;
import java.util.Optional;

/**
 * Why a department changes a licence's state. The words of the law are kept apart (Administrative Licensing Law, articles 8, 69
 * and 70), since each has other consequences; every reason leads to one state from the states that it names. What ended stays
 * ended. The numbers are permanent.
 */
public enum StatusReason {
    /** 暂扣: taken for a time, as a measure or a punishment. */
    SUSPENDED_AS_MEASURE(1, "暂扣", SUSPENDED, Before.IN_FORCE),
    /** 中止: the holder pauses. */
    PAUSED(2, "中止", SUSPENDED, Before.IN_FORCE),
    /** 恢复: the suspension is over. */
    RESTORED(3, "恢复", IN_FORCE, Before.SUSPENDED),
    /** 申请注销: the holder asked for the end. */
    CANCELLED_ON_REQUEST(4, "申请注销", CANCELLED, Before.EITHER),
    /** 期满注销: it ran out and was not renewed. */
    CANCELLED_EXPIRED(5, "期满注销", CANCELLED, Before.EITHER),
    /** 主体终止注销: the holder died or was dissolved. */
    CANCELLED_HOLDER_ENDED(6, "主体终止注销", CANCELLED, Before.EITHER),
    /** 撤销: it should not have been granted. */
    REVOKED_WRONGLY_GRANTED(7, "撤销", REVOKED, Before.EITHER),
    /** 吊销: taken for good, as a punishment. */
    REVOKED_AS_PUNISHMENT(8, "吊销", REVOKED, Before.EITHER),
    /** 撤回: law or circumstances changed, without anybody's fault. */
    WITHDRAWN_FOR_CHANGE(9, "撤回", WITHDRAWN, Before.EITHER),
    /** 作废: declared void, such as one made by mistake. */
    VOID(10, "作废", WITHDRAWN, Before.EITHER),
    /** 遗失补发: lost, and issued again. */
    REISSUED_AFTER_LOSS(11, "遗失补发", SUPERSEDED, Before.IN_FORCE),
    /** 损毁换发: damaged, and issued again. */
    REISSUED_AFTER_DAMAGE(12, "损毁换发", SUPERSEDED, Before.IN_FORCE),
    /** 变更: something it says has changed. */
    CHANGED(13, "变更", SUPERSEDED, Before.IN_FORCE),
    /** 延续: its term was renewed. */
    RENEWED(14, "延续", SUPERSEDED, Before.IN_FORCE),
    /** 更正: something it said was wrong. */
    CORRECTED(15, "更正", SUPERSEDED, Before.IN_FORCE),
    /** 转出: another region's department takes it over. */
    TRANSFERRED_OUT_TO(16, "转出", TRANSFERRED_OUT, Before.IN_FORCE),
    /** 转入: this licence continues one that another region's department let go; its state stays. */
    TRANSFERRED_IN_FROM(17, "转入", IN_FORCE, Before.IN_FORCE),
    /** 标注异议: somebody doubts it. A mark beside the state, which stays. */
    DISPUTE_RAISED(18, "标注异议"),
    /** 解除异议: the doubt is settled. The mark goes, the state stays. */
    DISPUTE_SETTLED(19, "解除异议");

    private final int number;
    private final String word;
    private final Before before;
    private final Optional<LicenceState> after;

    /** The states that a change may begin with. */
    private enum Before {
        IN_FORCE,
        SUSPENDED,
        EITHER,
        ANY;

        private boolean holds(LicenceState state) {
            return switch (this) {
                case IN_FORCE -> state == LicenceState.IN_FORCE;
                case SUSPENDED -> state == LicenceState.SUSPENDED;
                case EITHER -> state == LicenceState.IN_FORCE || state == LicenceState.SUSPENDED;
                case ANY -> true;
            };
        }
    }

    StatusReason(int number, String word, LicenceState after, Before before) {
        this.number = number;
        this.word = word;
        this.after = Optional.of(after);
        this.before = before;
    }

    StatusReason(int number, String word) {
        this.number = number;
        this.word = word;
        this.after = Optional.empty();
        this.before = Before.ANY;
    }

    /** The reason with this number. */
    public static Optional<StatusReason> of(long number) {
        return Arrays.stream(values()).filter(reason -> reason.number == number).findFirst();
    }

    /** Its number in a change, from 1. */
    public int number() {
        return number;
    }

    /** The word of the law or of the office. */
    public String word() {
        return word;
    }

    /** Whether it is about the mark <em>disputed</em> and leaves the state alone. */
    public boolean isMark() {
        return after.isEmpty();
    }

    /** Whether a licence may go from one state to the other for this reason. */
    public boolean allows(LicenceState from, LicenceState to) {
        return before.holds(from) && after.orElse(from) == to;
    }
}
