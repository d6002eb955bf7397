package org.zhaoku.verifier.testing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.identifier.LicenceIdentifier;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.statement.FieldTree;
import org.zhaoku.verifier.statement.Origin;
import org.zhaoku.verifier.statement.Statement;
import org.zhaoku.verifier.trust.FieldDefinition;
import org.zhaoku.verifier.trust.TypeDefinition;

/** Made-up codes, licences and values; no real organisation or person. */
public final class Samples {
    /** Code of the department that issues. */
    public static final String ISSUER = "11440300000000019K";
    /** Code of another department. */
    public static final String OTHER_ISSUER = "91440300MA0000T018";

    public static final String TYPE = "11100000000013338W011";
    public static final String OTHER_TYPE = "11100000000013338W032";

    private static final String USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int[] USCC_WEIGHTS = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
    private static final int[] ORGANISATION_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};
    private static final String SERIAL_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private Samples() {}

    /** Six fields of a licence, one of them absent, one with a character beyond the basic plane. */
    public static FieldTree fields(long seed) {
        return FieldTree.of(
                List.of(
                        Cbor.of("王\uD842\uDFB7丰"),
                        Cbor.of("高处作业"),
                        Cbor.of("440300199001010016"),
                        Cbor.of(20_454),
                        Cbor.Simple.NULL,
                        Cbor.of(true)),
                new SeededRandom(seed));
    }

    /** A licence in force from 2026-05-06 to 2032-05-05. */
    public static Statement statement(String serial, FieldTree fields) {
        return statement(ISSUER, TYPE, serial, fields);
    }

    public static Statement statement(String issuer, String type, String serial, FieldTree fields) {
        NavigableMap<Integer, Cbor> face = new TreeMap<>();
        face.put(0, Cbor.of("**丰"));
        face.put(1, Cbor.of("高处作业"));
        return new Statement(
                LicenceIdentifier.of(type, issuer, serial, 1),
                1,
                LocalDate.of(2026, 5, 6),
                LocalDate.of(2026, 5, 6),
                Optional.of(LocalDate.of(2032, 5, 5)),
                Origin.NEW,
                face,
                fields.size(),
                fields.root(),
                Optional.empty());
    }

    /** The definition whose fields {@link #fields} are. */
    public static TypeDefinition type(String code, int version) {
        return new TypeDefinition(
                LicenceTypeCode.parse(code),
                version,
                "特种作业操作证",
                List.of(
                        new FieldDefinition("HolderName", "持证主体", FieldDefinition.Kind.TEXT, true, true, true),
                        new FieldDefinition("WorkClass", "作业类别", FieldDefinition.Kind.CODE, true, true, false),
                        new FieldDefinition("HolderCode", "持证主体代码", FieldDefinition.Kind.TEXT, true, false, true),
                        new FieldDefinition("FirstIssued", "初领日期", FieldDefinition.Kind.DATE, true, false, false),
                        new FieldDefinition("Remark", "备注", FieldDefinition.Kind.TEXT, false, false, false),
                        new FieldDefinition("Trained", "已培训", FieldDefinition.Kind.BOOLEAN, true, false, false)));
    }

    /** Any statement: all claims within their ranges, every optional one now and then. */
    public static Statement any(Random random) {
        int fields = 1 + random.nextInt(256);
        NavigableMap<Integer, Cbor> face = new TreeMap<>();
        int shown = Math.min(fields, random.nextInt(5));
        for (int i = 0; i < shown; i++) {
            face.put(random.nextInt(fields), value(random));
        }
        LocalDate issued = day(random, 0, 9998);
        LocalDate validFrom = random.nextBoolean() ? issued : day(random, 0, 9998);
        return new Statement(
                LicenceIdentifier.of(
                        uscc(random, "") + digits(random, 3),
                        uscc(random, ""),
                        serial(random, 1 + random.nextInt(32)),
                        1 + random.nextInt(random.nextBoolean() ? 1 : 999)),
                1 + random.nextInt(random.nextBoolean() ? 1 : 0xffff),
                issued,
                validFrom,
                random.nextBoolean() ? Optional.of(validFrom.plusDays(random.nextInt(366))) : Optional.empty(),
                List.of(Origin.values()).get(random.nextInt(3)),
                face,
                fields,
                bytes(random, 32),
                random.nextBoolean() ? Optional.of(bytes(random, 16)) : Optional.empty());
    }

    private static Cbor value(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> Cbor.of(random.nextLong());
            case 1 -> Cbor.of(random.nextBoolean());
            case 2 -> Cbor.of(bytes(random, random.nextInt(20)));
            case 3 -> Cbor.Simple.NULL;
            default -> Cbor.of(text(random, random.nextInt(20)));
        };
    }

    /** Text of code points from all planes but the surrogates. */
    public static String text(Random random, int length) {
        return random.ints(length, 0, 4)
                .map(kind -> switch (kind) {
                    case 0 -> random.nextInt(0x80);
                    case 1 -> 0x80 + random.nextInt(0x780);
                    case 2 -> 0x4e00 + random.nextInt(0x5200);
                    default -> 0x1_0000 + random.nextInt(0x10_0000);
                })
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static LocalDate day(Random random, int fromYear, int toYear) {
        return LocalDate.ofYearDay(fromYear + random.nextInt(toYear - fromYear + 1), 1 + random.nextInt(365));
    }

    /** A unified social credit code with right check characters that begins with {@code prefix}. */
    public static String uscc(Random random, String prefix) {
        var code = new StringBuilder(prefix);
        while (code.length() < 16) {
            String alphabet = code.length() >= 2 && code.length() < 8 ? "0123456789" : USCC_ALPHABET;
            code.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        int organisation = 0;
        for (int i = 0; i < 8; i++) {
            organisation += Character.digit(code.charAt(8 + i), 36) * ORGANISATION_WEIGHTS[i];
        }
        code.append("0123456789X".charAt((11 - organisation % 11) % 11));
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += USCC_ALPHABET.indexOf(code.charAt(i)) * USCC_WEIGHTS[i];
        }
        return code.append(USCC_ALPHABET.charAt((31 - sum % 31) % 31)).toString();
    }

    public static String digits(Random random, int length) {
        return random.ints(length, '0', '9' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Characters 0-9 and A-Z. */
    public static String serial(Random random, int length) {
        return random.ints(length, 0, SERIAL_ALPHABET.length())
                .map(SERIAL_ALPHABET::charAt)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    public static Bytes bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }

    public static List<Bytes> digests(Random random, int count) {
        List<Bytes> digests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            digests.add(bytes(random, 32));
        }
        return digests;
    }
}
