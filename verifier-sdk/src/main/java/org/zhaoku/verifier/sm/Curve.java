package org.zhaoku.verifier.sm;

import java.math.BigInteger;
import org.zhaoku.verifier.bytes.Bytes;

/** The recommended curve y² = x³ − 3x + b of GB/T 32918.5. */
final class Curve {
    static final String A = "FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFC";
    static final String B = "28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93";
    static final Bytes GENERATOR = Bytes.fromHex("32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7"
            + "BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0");

    static final CurvePoint G =
            new CurvePoint(Field.of(number(GENERATOR.slice(0, 32))), Field.of(number(GENERATOR.slice(32, 64))));

    /** ENTL‖ID‖a‖b‖G, with which Z begins (GB/T 32918.2 §5.5), of the default user. */
    static final Sm3State DEFAULT_IDENTITY = identity(Sm2UserId.DEFAULT);

    private static final long[] B_ELEMENT = Field.of(new BigInteger(B, 16));

    private Curve() {}

    /**
     * The point with these coordinates.
     *
     * @throws IllegalArgumentException if one is not below p, or if they do not fulfil the equation
     */
    static CurvePoint point(Bytes x, Bytes y) {
        BigInteger plainX = number(x);
        BigInteger plainY = number(y);
        if (plainX.compareTo(Field.P) < 0 && plainY.compareTo(Field.P) < 0) {
            var point = new CurvePoint(Field.of(plainX), Field.of(plainY));
            if (contains(point)) {
                return point;
            }
        }
        throw new IllegalArgumentException("the point is not on the SM2 curve");
    }

    private static boolean contains(CurvePoint point) {
        long[] left = Field.element();
        Field.square(left, point.y());
        long[] right = Field.element();
        Field.square(right, point.x());
        long[] three = Field.one();
        Field.add(three, three, Field.one());
        Field.add(three, three, Field.one());
        Field.subtract(right, right, three);
        Field.multiply(right, right, point.x());
        Field.add(right, right, B_ELEMENT);
        Field.subtract(left, left, right);
        return Field.isZero(left);
    }

    /** ENTL‖ID‖a‖b‖G, with which Z begins (GB/T 32918.2 §5.5). */
    static Sm3State identity(Sm2UserId userId) {
        int bits = userId.value().size() * 8;
        return new Sm3State()
                .update(bits >>> 8)
                .update(bits)
                .update(userId.value())
                .update(Bytes.fromHex(A))
                .update(Bytes.fromHex(B))
                .update(GENERATOR);
    }

    private static BigInteger number(Bytes bytes) {
        return new BigInteger(1, bytes.toArray());
    }
}
