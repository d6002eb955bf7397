package org.zhaoku.verifier.sm;

import com.upokecenter.cbor.CBORObject;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.pki.DerSignature;
import org.zhaoku.verifier.pki.Sm2PrivateKey;
import org.zhaoku.verifier.testing.SeededRandom;

/** Makes {@code sm2_verify_test.json}: SM2 verification in the shape of Wycheproof's files. */
final class Sm2VectorFile {
    static final String NAME = "sm2_verify_test.json";
    private static final String COMMAND = "mvn test -pl verifier-sdk -Dtest=Sm2VectorFileTest -Dvectors.write=true";
    private static final BigInteger N = Scalar.N;
    private static final BigInteger P = Field.P;
    private static final ECPoint G = CustomNamedCurves.getByName("sm2p256v1").getG();
    private static final Bytes DEFAULT = Sm2UserId.DEFAULT.value();
    private static final Bytes MESSAGE = Bytes.utf8("message digest");

    private final List<String> groups = new ArrayList<>();
    private final Map<String, String> notes = new TreeMap<>();
    private final List<String> tests = new ArrayList<>();
    private int count;

    private Sm2VectorFile() {}

    static String make() {
        var file = new Sm2VectorFile();
        Sm2PrivateKey key = Sm2PrivateKey.generate(new SeededRandom(41));
        file.raw(key);
        file.der(key);
        file.identities(key);
        file.edgeKeys();
        file.digests();
        file.keys();
        return file.text();
    }

    private void test(String comment, String flag, String note, CBORObject fields, String result) {
        notes.put(flag, note);
        CBORObject test = CBORObject.NewOrderedMap()
                .Add("tcId", ++count)
                .Add("comment", comment)
                .Add("flags", CBORObject.NewArray().Add(flag));
        fields.getKeys().forEach(key -> test.Add(key, fields.get(key)));
        tests.add("        " + test.Add("result", result).ToJSONString());
    }

    private void signature(String comment, String flag, String note, Bytes message, String signature, String result) {
        test(
                comment,
                flag,
                note,
                CBORObject.NewOrderedMap().Add("msg", message.hex()).Add("sig", signature),
                result);
    }

    private void group(String type, String head) {
        groups.add("    {\n      \"type\": \"" + type + "\",\n" + head + "      \"tests\": [\n"
                + String.join(",\n", tests) + "\n      ]\n    }");
        tests.clear();
    }

    private static String key(Bytes key, Bytes id, String encoding) {
        return """
                      "publicKey": {"type": "EcPublicKey", "curve": "curveSM2", "keySize": 256, "uncompressed": "%s", "wx": "%s", "wy": "%s"},
                      "hash": "SM3",
                      "id": "%s",
                      "encoding": "%s",
                """.formatted(
                        key.hex(), key.slice(1, 33).hex(), key.slice(33, 65).hex(), id.hex(), encoding);
    }

    private static String hex(BigInteger value) {
        return "%064x".formatted(value);
    }

    private static BigInteger number(Bytes bytes) {
        return new BigInteger(1, bytes.toArray());
    }

    private void wrong(String comment, String flag, String note, BigInteger r, BigInteger s) {
        signature(comment, flag, note, MESSAGE, hex(r) + hex(s), "invalid");
    }

    private void raw(Sm2PrivateKey key) {
        var random = new SeededRandom(42);
        String valid = "a right signature";
        for (String message : List.of("", "a", "message digest", "照库", "x".repeat(1000))) {
            Bytes bytes = Bytes.utf8(message);
            signature(
                    bytes.size() + " bytes",
                    "Valid",
                    valid,
                    bytes,
                    key.sign(bytes, random).raw().hex(),
                    "valid");
        }
        for (int i = 0; i < 10; i++) {
            Bytes bytes = Bytes.utf8("message " + i);
            signature(
                    "message " + i,
                    "Valid",
                    valid,
                    bytes,
                    key.sign(bytes, random).raw().hex(),
                    "valid");
        }
        Sm2Signature right = key.sign(MESSAGE, random);
        BigInteger r = number(right.raw().slice(0, 32));
        BigInteger s = number(right.raw().slice(32, 64));
        BigInteger max = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
        String range = "r and s lie in 1 to n - 1";
        wrong(
                "r = s = 0",
                "ZeroSignature",
                "r and s of zero were accepted by real libraries",
                BigInteger.ZERO,
                BigInteger.ZERO);
        for (BigInteger edge : List.of(BigInteger.ZERO, N, N.add(BigInteger.ONE), P, max)) {
            wrong("r = " + hex(edge), "Range", range, edge, s);
            wrong("s = " + hex(edge), "Range", range, r, edge);
            wrong("both", "Range", range, edge, edge);
        }
        for (BigInteger edge : List.of(BigInteger.ONE, BigInteger.TWO, N.subtract(BigInteger.ONE), N.shiftRight(1))) {
            wrong("r = " + hex(edge), "EdgeValue", "numbers at an edge of their range, and yet wrong", edge, s);
            wrong("s = " + hex(edge), "EdgeValue", "numbers at an edge of their range, and yet wrong", r, edge);
        }
        if (r.add(N).bitLength() <= 256) {
            wrong("r + n", "Range", range, r.add(N), s);
        }
        if (s.add(N).bitLength() <= 256) {
            wrong("s + n", "Range", range, r, s.add(N));
        }
        String zero = "t = r + s modulo n is not zero: the key would not count";
        wrong("r + s = n", "ForgedZero", zero, r, N.subtract(r));
        wrong("s + r = n", "ForgedZero", zero, N.subtract(s), s);
        BigInteger e = number(key.publicKey().digest(MESSAGE, Sm2UserId.DEFAULT));
        for (long i = 1; i <= 3; i++) {
            BigInteger forged = BigInteger.valueOf(i);
            BigInteger x = G.multiply(forged).normalize().getAffineXCoord().toBigInteger();
            wrong(
                    "r = e + x of s times G, s = " + i,
                    "ForgedZero",
                    zero,
                    e.add(x).mod(N),
                    forged);
        }
        wrong("s replaced by n - s", "Malleability", "ECDSA takes n - s, SM2 does not", r, N.subtract(s));
        wrong("r replaced by n - r", "Malleability", "ECDSA takes n - s, SM2 does not", N.subtract(r), s);
        wrong("swapped", "Swapped", "s before r", s, r);
        String point = "s times G and t times the key cancel out";
        BigInteger t = BigInteger.valueOf(77);
        BigInteger own = privateScalar(41);
        BigInteger infinite = t.multiply(own).negate().mod(N);
        wrong(
                "the sum is the point at infinity",
                "Infinity",
                point,
                t.subtract(infinite).mod(N),
                infinite);
        signature(
                "another message",
                "WrongMessage",
                "the message is another one",
                Bytes.utf8("message digesu"),
                right.raw().hex(),
                "invalid");
        signature(
                "empty message",
                "WrongMessage",
                "the message is another one",
                Bytes.EMPTY,
                right.raw().hex(),
                "invalid");
        signature(
                "another key",
                "WrongKey",
                "signed with another key",
                MESSAGE,
                Sm2PrivateKey.generate(new SeededRandom(43))
                        .sign(MESSAGE, random)
                        .raw()
                        .hex(),
                "invalid");
        signature(
                "another id",
                "WrongId",
                "signed with another user id",
                MESSAGE,
                key.sign(MESSAGE, new Sm2UserId(Bytes.utf8("ALICE123@YAHOO.COM")), random)
                        .raw()
                        .hex(),
                "invalid");
        String omitted = "what is hashed is not Z and the message";
        signature(
                "Z left out",
                "NoZ",
                omitted,
                MESSAGE,
                overDigest(Sm3.digest(MESSAGE), own).raw().hex(),
                "invalid");
        signature(
                "the message's digest signed instead of the message",
                "Prehashed",
                omitted,
                MESSAGE,
                key.sign(Sm3.digest(MESSAGE), random).raw().hex(),
                "invalid");
        signature(
                "the message hashed twice",
                "Prehashed",
                omitted,
                MESSAGE,
                overDigest(Sm3.digest(Bytes.fromHex(hex(e))), own).raw().hex(),
                "invalid");
        String length = "r and s take 32 bytes each";
        String hex = right.raw().hex();
        signature("nothing", "Length", length, MESSAGE, "", "invalid");
        signature("r alone", "Length", length, MESSAGE, hex.substring(0, 64), "invalid");
        signature("a byte missing", "Length", length, MESSAGE, hex.substring(0, 126), "invalid");
        signature("a byte more", "Length", length, MESSAGE, hex + "00", "invalid");
        signature("a byte before", "Length", length, MESSAGE, "00" + hex, "invalid");
        signature("DER", "Length", length, MESSAGE, DerSignature.encode(right).hex(), "invalid");
        for (int bit : new int[] {0, 7, 100, 255, 256, 300, 511}) {
            byte[] flipped = right.raw().toArray();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            signature(
                    "bit " + bit + " flipped",
                    "BitFlip",
                    "one bit is another",
                    MESSAGE,
                    Bytes.of(flipped).hex(),
                    "invalid");
        }
        group("Sm2Verify", key(key.publicKey().encoded(), DEFAULT, "raw"));
    }

    private static BigInteger privateScalar(long seed) {
        // what generate draws from the same seed
        Sm2PublicKey wanted = Sm2PrivateKey.generate(new SeededRandom(seed)).publicKey();
        var random = new SeededRandom(seed);
        for (int i = 0; i < 100; i++) {
            byte[] drawn = new byte[32];
            random.nextBytes(drawn);
            BigInteger d = new BigInteger(1, drawn);
            if (d.signum() > 0
                    && d.compareTo(N.subtract(BigInteger.TWO)) <= 0
                    && Sm2PrivateKey.of(d).publicKey().equals(wanted)) {
                return d;
            }
        }
        throw new IllegalStateException("the key of seed " + seed + " is drawn in another way");
    }

    private static Sm2Signature overDigest(Bytes digest, BigInteger d) {
        BigInteger k = BigInteger.valueOf(123_456_789);
        BigInteger x = G.multiply(k).normalize().getAffineXCoord().toBigInteger();
        BigInteger r = number(digest).add(x).mod(N);
        BigInteger s = d.add(BigInteger.ONE)
                .modInverse(N)
                .multiply(k.subtract(r.multiply(d)))
                .mod(N);
        return new Sm2Signature(Bytes.fromHex(hex(r) + hex(s)));
    }

    private void form(String comment, String flag, String note, String signature) {
        signature(comment, flag, note, MESSAGE, signature, "invalid");
    }

    private static String tagged(String tag, String content) {
        int length = content.length() / 2;
        return tag + (length < 128 ? "%02x" : "81%02x").formatted(length) + content;
    }

    private static String integer(BigInteger value) {
        return tagged("02", Bytes.of(value.toByteArray()).hex());
    }

    private static String sequence(String content) {
        return tagged("30", content);
    }

    private void der(Sm2PrivateKey key) {
        var random = new SeededRandom(44);
        for (int i = 0; i < 10; i++) {
            Bytes message = Bytes.utf8("DER " + i);
            signature(
                    "message " + i,
                    "Valid",
                    "a right signature",
                    message,
                    DerSignature.encode(key.sign(message, random)).hex(),
                    "valid");
        }
        Sm2Signature right = small(key, random);
        BigInteger r = number(right.raw().slice(0, 32));
        BigInteger s = number(right.raw().slice(32, 64));
        String rs = integer(r) + integer(s);
        signature(
                "an integer that begins with a zero byte, and one that is shorter",
                "Valid",
                "a right signature",
                MESSAGE,
                sequence(rs),
                "valid");
        String ber = "BER that is not DER";
        String first = integer(r).substring(2);
        form("length of the sequence in long form", "BerLength", ber, "3081" + "%02x".formatted(rs.length() / 2) + rs);
        form(
                "length of the sequence with a leading zero",
                "BerLength",
                ber,
                "308200" + "%02x".formatted(rs.length() / 2) + rs);
        form("length of r in long form", "BerLength", ber, sequence("0281" + first + integer(s)));
        form("indefinite length", "BerIndefinite", ber, "3080" + rs + "0000");
        form(
                "r padded with a zero byte",
                "Padding",
                ber,
                sequence(tagged("02", "00" + Bytes.of(r.toByteArray()).hex()) + integer(s)));
        form(
                "s padded with a zero byte",
                "Padding",
                ber,
                sequence(integer(r)
                        + tagged("02", "00" + Bytes.of(s.toByteArray()).hex())));
        form(
                "r without the zero byte that makes it positive",
                "Negative",
                "an integer that is negative",
                sequence(tagged("02", hex(r)) + integer(s)));
        form("-r", "Negative", "an integer that is negative", sequence(integer(r.negate()) + integer(s)));
        form("r - n", "Negative", "an integer that is negative", sequence(integer(r.subtract(N)) + integer(s)));
        form("r + n", "Range", "r and s lie in 1 to n - 1", sequence(integer(r.add(N)) + integer(s)));
        form(
                "s + 2^256",
                "Range",
                "r and s lie in 1 to n - 1",
                sequence(integer(r) + integer(s.add(BigInteger.ONE.shiftLeft(256)))));
        form("r = s = 0", "ZeroSignature", "r and s of zero were accepted by real libraries", "3006020100020100");
        form(
                "integers without bytes",
                "ZeroSignature",
                "r and s of zero were accepted by real libraries",
                "300402000200");
        form("r = 0", "Range", "r and s lie in 1 to n - 1", sequence(integer(BigInteger.ZERO) + integer(s)));
        form("s = n", "Range", "r and s lie in 1 to n - 1", sequence(integer(r) + integer(N)));
        form(
                "r + s = n",
                "ForgedZero",
                "t = r + s modulo n is not zero: the key would not count",
                sequence(integer(r) + integer(N.subtract(r))));
        form("s before r", "Swapped", "s before r", sequence(integer(s) + integer(r)));
        String structure = "not a sequence of two integers and nothing else";
        form("a byte behind the sequence", "Trailing", structure, sequence(rs) + "00");
        form("a null in the sequence", "Trailing", structure, sequence(rs + "0500"));
        form("three integers", "Structure", structure, sequence(rs + integer(BigInteger.ONE)));
        form("one integer", "Structure", structure, sequence(integer(r)));
        form("no integer", "Structure", structure, "3000");
        form("a set", "Structure", structure, "31" + sequence(rs).substring(2));
        form("octet strings", "Structure", structure, sequence(tagged("04", hex(r)) + tagged("04", hex(s))));
        form("wrapped once more", "Structure", structure, sequence(sequence(rs)));
        form("in a bit string", "Structure", structure, tagged("03", "00" + sequence(rs)));
        form(
                "length longer than the content",
                "Structure",
                structure,
                "30" + "%02x".formatted(rs.length() / 2 + 1) + rs);
        form(
                "length shorter than the content",
                "Structure",
                structure,
                "30" + "%02x".formatted(rs.length() / 2 - 1) + rs);
        form(
                "cut off",
                "Structure",
                structure,
                sequence(rs).substring(0, sequence(rs).length() - 2));
        form("nothing", "Structure", structure, "");
        form("r‖s without DER", "Structure", structure, right.raw().hex());
        group("Sm2Verify", key(key.publicKey().encoded(), DEFAULT, "der"));
    }

    /** A signature whose r has its first bit set and whose s is a byte shorter. */
    private static Sm2Signature small(Sm2PrivateKey key, SeededRandom random) {
        while (true) {
            Sm2Signature signature = key.sign(MESSAGE, random);
            if (signature.raw().at(0) > 127 && signature.raw().at(32) == 0) {
                return signature;
            }
        }
    }

    private void identities(Sm2PrivateKey key) {
        byte[] longest = new byte[8191];
        Arrays.fill(longest, (byte) 'i');
        for (Bytes id :
                List.of(Bytes.utf8("ALICE123@YAHOO.COM"), Bytes.utf8("1"), Bytes.utf8("照"), Bytes.of(new byte[16]))) {
            identity(key, id, "Valid", "a right signature", "valid");
        }
        identity(
                key,
                Bytes.of(longest),
                "LongId",
                "the longest user id there is; some libraries stop before it",
                "acceptable");
    }

    private void identity(Sm2PrivateKey key, Bytes id, String flag, String note, String result) {
        var random = new SeededRandom(45);
        String own = key.sign(MESSAGE, new Sm2UserId(id), random).raw().hex();
        String usual = key.sign(MESSAGE, random).raw().hex();
        signature("signed with this id", flag, note, MESSAGE, own, result);
        signature("signed with the usual id", "WrongId", "signed with another user id", MESSAGE, usual, "invalid");
        group("Sm2Verify", key(key.publicKey().encoded(), id, "raw"));
    }

    private void edgeKeys() {
        for (BigInteger d : List.of(
                BigInteger.ONE, BigInteger.TWO, BigInteger.valueOf(3), N.subtract(BigInteger.TWO), N.shiftRight(1))) {
            Sm2PrivateKey key = Sm2PrivateKey.of(d);
            var random = new SeededRandom(46);
            signature(
                    "private key " + hex(d),
                    "EdgeKey",
                    "a private key at an edge of its range",
                    MESSAGE,
                    key.sign(MESSAGE, random).raw().hex(),
                    "valid");
            signature(
                    "the same over another message",
                    "EdgeKey",
                    "a private key at an edge of its range",
                    Bytes.utf8("x"),
                    key.sign(MESSAGE, random).raw().hex(),
                    "invalid");
            group("Sm2Verify", key(key.publicKey().encoded(), DEFAULT, "raw"));
        }
    }

    /** For a point that has to be had, the digest is chosen behind it: such a message nobody can find. */
    private void digest(
            String comment, ECPoint sum, BigInteger s, BigInteger t, ECPoint key, String flag, String note) {
        BigInteger x = sum.normalize().getAffineXCoord().toBigInteger();
        BigInteger r = t.subtract(s).mod(N);
        String hex = hex(r) + hex(s);
        BigInteger e = r.subtract(x).mod(N);
        for (BigInteger other : List.of(BigInteger.ZERO, BigInteger.ONE)) {
            CBORObject fields = CBORObject.NewOrderedMap()
                    .Add("key", Bytes.of(key.normalize().getEncoded(false)).hex())
                    .Add("digest", hex(e.add(other).mod(N)))
                    .Add("sig", hex);
            test(
                    other.signum() == 0 ? comment : comment + ", another digest",
                    flag,
                    note,
                    fields,
                    other.signum() == 0 ? "valid" : "invalid");
        }
    }

    private void digests() {
        int built = 0;
        for (BigInteger x = N; built < 4; x = x.add(BigInteger.ONE)) {
            ECPoint sum;
            try {
                sum = G.getCurve().decodePoint(Bytes.fromHex("02" + hex(x)).toArray());
            } catch (IllegalArgumentException e) {
                continue;
            }
            built++;
            BigInteger s = BigInteger.valueOf(1000 + built);
            BigInteger t = BigInteger.valueOf(77);
            ECPoint key = sum.subtract(G.multiply(s)).multiply(t.modInverse(N));
            digest(
                    "x = n + " + x.subtract(N),
                    sum,
                    s,
                    t,
                    key,
                    "LargeX",
                    "an x-coordinate from n to p - 1 counts modulo n");
        }
        ECPoint five = G.multiply(BigInteger.valueOf(5));
        BigInteger t = BigInteger.valueOf(77);
        digest(
                "s times G is t times the key",
                G.multiply(BigInteger.valueOf(770)),
                BigInteger.valueOf(385),
                t,
                five,
                "Doubling",
                "an addition of equal points");
        digest(
                "s of one",
                G.add(five.multiply(t)),
                BigInteger.ONE,
                t,
                five,
                "EdgeValue",
                "numbers at an edge of their range");
        BigInteger last = N.subtract(BigInteger.ONE);
        digest(
                "s of n - 1",
                G.multiply(last).add(five.multiply(t)),
                last,
                t,
                five,
                "EdgeValue",
                "numbers at an edge of their range");
        digest(
                "t of one",
                G.multiply(t).add(five),
                t,
                BigInteger.ONE,
                five,
                "EdgeValue",
                "numbers at an edge of their range");
        group(
                "Sm2VerifyDigest",
                "      \"hash\": \"none: digest is e of GB/T 32918.2\",\n      \"encoding\": \"raw\",\n");
    }

    private void point(String comment, String flag, String note, String key, String result) {
        test(comment, flag, note, CBORObject.NewOrderedMap().Add("key", key), result);
    }

    private void keys() {
        Bytes right = Sm2PrivateKey.of(BigInteger.valueOf(5)).publicKey().encoded();
        String x = right.slice(1, 33).hex();
        String y = right.slice(33, 65).hex();
        point("5 times G", "Valid", "a right key", right.hex(), "valid");
        point("G", "Valid", "a right key", Bytes.of(G.getEncoded(false)).hex(), "valid");
        point(
                "-G, which is the key of no private key from 1 to n - 2",
                "EdgeKey",
                "a private key at an edge of its range",
                Bytes.of(G.negate().normalize().getEncoded(false)).hex(),
                "acceptable");
        String curve = "not a point of the curve";
        point(
                "y + 1",
                "OffCurve",
                curve,
                "04" + x + hex(number(right.slice(33, 65)).add(BigInteger.ONE)),
                "invalid");
        point("x and y swapped", "OffCurve", curve, "04" + y + x, "invalid");
        point("(0, 0)", "OffCurve", curve, "04" + "00".repeat(64), "invalid");
        point(
                "a point of NIST P-256",
                "OffCurve",
                curve,
                "04" + "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
                        + "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
                "invalid");
        String range = "coordinates lie below p";
        point("x = p", "Range", range, "04" + hex(P) + y, "invalid");
        point("y = p", "Range", range, "04" + x + hex(P), "invalid");
        point("all bits", "Range", range, "04" + "ff".repeat(64), "invalid");
        BigInteger small = BigInteger.ZERO;
        while (true) {
            try {
                ECPoint low = G.getCurve()
                        .decodePoint(Bytes.fromHex("02" + hex(small)).toArray())
                        .normalize();
                point(
                        "x + p of a point with a small x",
                        "Range",
                        range,
                        "04" + hex(small.add(P)) + hex(low.getAffineYCoord().toBigInteger()),
                        "invalid");
                break;
            } catch (IllegalArgumentException e) {
                small = small.add(BigInteger.ONE);
            }
        }
        point("the point at infinity", "Infinity", "the point at infinity is no key", "00", "invalid");
        String form = "another form of a point, which some readers take";
        point(
                "compressed",
                "Form",
                form,
                Bytes.of(G.multiply(BigInteger.valueOf(5)).normalize().getEncoded(true))
                        .hex(),
                "acceptable");
        point("hybrid", "Form", form, (right.at(64) % 2 == 0 ? "06" : "07") + x + y, "acceptable");
        String length = "65 bytes that begin with 04";
        point(
                "hybrid with the wrong parity",
                "Form2",
                "a form that contradicts itself",
                (right.at(64) % 2 == 0 ? "07" : "06") + x + y,
                "invalid");
        point("without 04", "Length", length, x + y, "invalid");
        point("a byte missing", "Length", length, right.slice(0, 64).hex(), "invalid");
        point("a byte more", "Length", length, right.hex() + "00", "invalid");
        point("nothing", "Length", length, "", "invalid");
        point("an unknown form", "Length", length, "05" + x + y, "invalid");
        group("Sm2PublicKey", "");
    }

    private String text() {
        List<String> explained = notes.entrySet().stream()
                .map(note -> "    " + CBORObject.FromObject(note.getKey()).ToJSONString() + ": {\"description\": "
                        + CBORObject.FromObject(note.getValue()).ToJSONString() + "}")
                .toList();
        return """
                {
                  "algorithm": "SM2",
                  "schema": "vectors/README.md",
                  "generatorVersion": "1",
                  "numberOfTests": %d,
                  "header": ["SM2 signature verification (GB/T 32918.2) with SM3.", "Made by: %s"],
                  "notes": {
                %s
                  },
                  "testGroups": [
                %s
                  ]
                }
                """.formatted(count, COMMAND, String.join(",\n", explained), String.join(",\n", groups));
    }
}
