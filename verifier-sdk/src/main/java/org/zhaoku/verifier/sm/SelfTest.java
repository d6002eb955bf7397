package org.zhaoku.verifier.sm;

import java.util.function.BiPredicate;
import org.zhaoku.verifier.bytes.Bytes;

/** Whether this machine computes rightly: the sample of GB/T 32918.5 A.2, and what must be refused. Each way is asked once. */
final class SelfTest {
    private static final Sm2PublicKey KEY =
            Sm2PublicKey.of(Bytes.fromHex("0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
                    + "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13"));
    private static final Bytes MESSAGE = Bytes.utf8("message digest");
    private static final Bytes R = Bytes.fromHex("F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3");
    private static final Bytes S = Bytes.fromHex("B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA");

    private SelfTest() {}

    /** The way without tables. */
    static final class Plain {
        static final boolean PASSED = passes((key, equation) -> equation.holds(equation.withoutTables(key.point())));

        private Plain() {}
    }

    /** The way with tables. */
    static final class Tables {
        static final boolean PASSED = Plain.PASSED
                && passes((key, equation) -> {
                    Sum sum = equation.withTables(BaseTable.TABLE, new WindowTable(key.point(), TableCache.WIDTH));
                    return !sum.isLost() && equation.holds(sum);
                });

        private Tables() {}
    }

    /** Whether a way takes what is right and refuses everything else. */
    static boolean passes(BiPredicate<Sm2PublicKey, Equation> way) {
        Bytes zero = Bytes.of(new byte[Sm3.LENGTH]);
        Bytes digest = KEY.digest(MESSAGE, Sm2UserId.DEFAULT);
        return digest.hex().equals("f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640")
                && holds(way, digest, R.plus(S))
                && !holds(way, Sm3.digest(digest), R.plus(S))
                && !holds(way, digest, S.plus(R))
                && !holds(way, digest, zero.plus(S))
                && !holds(way, digest, R.plus(zero))
                && !holds(way, digest, R.plus(flipped(S)))
                && !holds(way, digest, flipped(R).plus(S));
    }

    private static Bytes flipped(Bytes number) {
        byte[] bytes = number.toArray();
        bytes[bytes.length - 1] ^= 1;
        return Bytes.of(bytes);
    }

    private static boolean holds(BiPredicate<Sm2PublicKey, Equation> way, Bytes digest, Bytes signature) {
        Equation equation = Equation.of(digest, new Sm2Signature(signature));
        return equation != null && way.test(KEY, equation);
    }
}
