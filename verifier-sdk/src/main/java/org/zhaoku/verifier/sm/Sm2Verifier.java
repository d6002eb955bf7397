package org.zhaoku.verifier.sm;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.zhaoku.verifier.bytes.Bytes;

/**
 * Decides signatures with arithmetic of its own, and lets another implementation look over its shoulder.
 *
 * <p>A second opinion is asked on each refusal, on each {@value #SAMPLE}th acceptance and where the tables do not suffice. A
 * signature on which the two differ is not verified, whichever of them said yes: one of the two is broken, and a wrong yes
 * is worse than a wrong no that the caller can ask again. From then on the own arithmetic is not asked any more: the other
 * implementation, which many have looked at, decides alone. So whoever could bring about a difference gains a no.
 *
 * <p>A refusal costs what it cost when the other implementation was the only one, and a quarter more.
 */
final class Sm2Verifier {
    /** Of so many acceptances one is looked at twice. */
    static final int SAMPLE = 1000;

    /** Another implementation. */
    interface Opinion {
        /** Whether the signature is right; empty if there is no other implementation. */
        Optional<Boolean> verifies(Bytes key, Bytes message, Sm2Signature signature, Sm2UserId userId);
    }

    private final Opinion other;
    private final TableCache tables;
    private final AtomicLong verifications = new AtomicLong();
    private final AtomicLong acceptances = new AtomicLong();
    private final AtomicLong secondOpinions = new AtomicLong();
    private final AtomicLong disagreements = new AtomicLong();
    private volatile boolean wanted;

    Sm2Verifier(Opinion other, TableCache tables, boolean fast) {
        this.other = other;
        this.tables = tables;
        this.wanted = fast;
    }

    boolean verifies(Sm2PublicKey key, Bytes message, Sm2Signature signature, Sm2UserId userId) {
        verifications.incrementAndGet();
        if (!isFast()) {
            return other.verifies(key.encoded(), message, signature, userId)
                    .orElseGet(() -> alone(key, message, signature, userId));
        }
        Equation equation = Equation.of(key.digest(message, userId), signature);
        WindowTable table = equation == null ? null : table(key);
        Sum sum = equation == null || table == null ? null : equation.withTables(BaseTable.TABLE, table);
        boolean lost = sum != null && sum.isLost();
        boolean right =
                equation != null && equation.holds(sum == null || lost ? equation.withoutTables(key.point()) : sum);
        if (right && !lost && acceptances.incrementAndGet() % SAMPLE != 0) {
            return true;
        }
        return agreed(right, other.verifies(key.encoded(), message, signature, userId));
    }

    private boolean agreed(boolean own, Optional<Boolean> second) {
        if (second.isEmpty()) {
            return own;
        }
        secondOpinions.incrementAndGet();
        if (second.get() != own) {
            disagreements.incrementAndGet();
            return false;
        }
        return own;
    }

    private @Nullable WindowTable table(Sm2PublicKey key) {
        WindowTable table = tables.table(key);
        return table != null && SelfTest.Tables.PASSED ? table : null;
    }

    private static boolean alone(Sm2PublicKey key, Bytes message, Sm2Signature signature, Sm2UserId userId) {
        if (!SelfTest.Plain.PASSED) {
            throw new IllegalStateException(
                    "SM2 cannot be computed here: the sample of GB/T 32918.5 A.2 came out wrong");
        }
        Equation equation = Equation.of(key.digest(message, userId), signature);
        return equation != null && equation.holds(equation.withoutTables(key.point()));
    }

    /** Whether the own arithmetic decides. */
    boolean isFast() {
        return wanted && disagreements.get() == 0 && SelfTest.Plain.PASSED;
    }

    void useFast(boolean fast) {
        wanted = fast;
    }

    TableCache tables() {
        return tables;
    }

    Sm2Verification.Counters counters() {
        return new Sm2Verification.Counters(
                verifications.get(), secondOpinions.get(), disagreements.get(), tables.size(), tables.bytes());
    }
}
