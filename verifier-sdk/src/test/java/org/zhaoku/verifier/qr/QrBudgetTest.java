package org.zhaoku.verifier.qr;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zhaoku.verifier.anchor.TileReceipt;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.code.Base45;
import org.zhaoku.verifier.code.LicenceCode;
import org.zhaoku.verifier.cose.MessageSigner;
import org.zhaoku.verifier.identifier.LicenceIdentifier;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm2Signature;
import org.zhaoku.verifier.statement.Origin;
import org.zhaoku.verifier.statement.SignedStatement;
import org.zhaoku.verifier.statement.Statement;
import org.zhaoku.verifier.testing.Samples;
import org.zhaoku.verifier.testing.World;

/** The size of the codes: what a printed square of a given width holds decides what may stand in it. */
class QrBudgetTest {
    private static final int SEEDS = 200;
    /** Any 64 bytes have the size of a signature. */
    private static final MessageSigner SIGNER = new MessageSigner() {
        private final Bytes content = Samples.bytes(new Random(1), 64);

        @Override
        public KeyId kid() {
            return new KeyId(content.slice(0, KeyId.LENGTH));
        }

        @Override
        public Sm2Signature sign(Bytes message) {
            return new Sm2Signature(content);
        }
    };

    private static final List<String> WORDS = List.of(
            "高处作业",
            "低压电工作业",
            "住房和城乡建设局",
            "有限责任公司",
            "焊接",
            "二级建造师",
            "C1",
            "A1A2",
            "囧",
            "龘",
            "犇",
            "赵",
            "王",
            "欧阳",
            "𠮷",
            "**",
            "*",
            "4403",
            "2031",
            "甲",
            "乙级",
            "壹",
            "槑",
            "正常",
            "朤",
            "男",
            "汉族",
            "垚",
            "淼",
            "燚");

    /** What the statements are like. */
    enum Kind {
        /** A department's licence of a national type, first version, numbered by year. */
        USUAL,
        /** Codes of department and type with nothing in common, a renewal from a later day on, a random serial. */
        UNRELATED,
        /** As before, and the codes as random as their check characters allow: no real code is like that. */
        WORST
    }

    @ParameterizedTest
    @EnumSource
    void a_face_of_30_bytes_fits_version_11_and_with_a_receipt_version_18(Kind kind) {
        check(kind, 30, 241, 11, 541, 18);
    }

    @ParameterizedTest
    @EnumSource
    void a_face_of_105_bytes_fits_version_13_and_with_a_receipt_version_19(Kind kind) {
        check(kind, 105, 319, 13, 603, 19);
    }

    private static void check(Kind kind, int face, int bare, int bareVersion, int anchored, int anchoredVersion) {
        LicenceCode largest = null;
        for (int seed = 0; seed < SEEDS; seed++) {
            LicenceCode code = code(kind, face, new Random(seed));
            int bareSize = size(new LicenceCode(code.statement(), Optional.empty(), Optional.empty()));
            int anchoredSize = size(code);
            assertThat(bareSize).as("%s, seed %d", kind, seed).isLessThanOrEqualTo(bare);
            assertThat(anchoredSize).as("%s, seed %d", kind, seed).isLessThanOrEqualTo(anchored);
            largest = largest == null || anchoredSize > size(largest) ? code : largest;
        }
        LicenceCode code = java.util.Objects.requireNonNull(largest);
        String text = new LicenceCode(code.statement(), Optional.empty(), Optional.empty()).text();
        assertThat(QrImages.version(text)).isLessThanOrEqualTo(bareVersion);
        assertThat(QrImages.version(code.text())).isLessThanOrEqualTo(anchoredVersion);
    }

    @Test
    void bytes_and_characters_of_the_budget_agree() {
        assertThat(LicenceCode.PREFIX.length() + Base45.encode(new byte[241]).length())
                .isEqualTo(366);
        assertThat(LicenceCode.PREFIX.length() + Base45.encode(new byte[541]).length())
                .isEqualTo(816);
    }

    private static int size(LicenceCode code) {
        return Base45.decode(code.text().substring(LicenceCode.PREFIX.length())).length;
    }

    private static LicenceCode code(Kind kind, int faceLimit, Random random) {
        Statement bare = statement(kind, random, new TreeMap<>());
        int without = signed(bare).encoded().size();
        // the largest of the random faces that take no more than the limit
        NavigableMap<Integer, Cbor> face = new TreeMap<>();
        SignedStatement best = signed(bare);
        for (int tries = 0; tries < 10 + faceLimit / 3; tries++) {
            NavigableMap<Integer, Cbor> more = new TreeMap<>(face);
            more.merge(
                    random.nextInt(Math.min(bare.fieldCount(), 2 + faceLimit / 30)),
                    Cbor.of(WORDS.get(random.nextInt(WORDS.size()))),
                    (old, word) -> Cbor.of(((Cbor.Text) old).value() + ((Cbor.Text) word).value()));
            SignedStatement next = signed(withFace(bare, more));
            if (next.encoded().size() - without <= faceLimit) {
                face = more;
                best = next;
            }
        }
        var receipt = new TileReceipt(random.nextInt(1 << 20), random.nextInt(256), Samples.digests(random, 8));
        return new LicenceCode(best, Optional.of(receipt), Optional.empty());
    }

    private static SignedStatement signed(Statement statement) {
        return SignedStatement.sign(statement, World.NETWORK, SIGNER);
    }

    private static Statement statement(Kind kind, Random random, NavigableMap<Integer, Cbor> face) {
        LocalDate issued = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(3_650));
        boolean usual = kind == Kind.USUAL;
        return new Statement(
                LicenceIdentifier.of(type(kind, random), issuer(kind, random), serial(kind, random), usual ? 1 : 2),
                usual ? 1 : 2 + random.nextInt(30),
                issued,
                usual ? issued : issued.plusDays(1 + random.nextInt(400)),
                kind == Kind.WORST || random.nextInt(3) > 0
                        ? Optional.of(issued.plusDays(400 + random.nextInt(7_300)))
                        : Optional.empty(),
                usual ? Origin.NEW : Origin.SUCCESSOR,
                face,
                3 + random.nextInt(24),
                Samples.bytes(random, 32),
                Optional.empty());
    }

    private static String serial(Kind kind, Random random) {
        return kind == Kind.USUAL ? "2026" + Samples.digits(random, 7) : Samples.serial(random, 13);
    }

    private static String issuer(Kind kind, Random random) {
        return switch (kind) {
            case USUAL -> Samples.uscc(random, "1144030000" + Samples.digits(random, 6));
            case UNRELATED -> Samples.uscc(random, "1" + (1 + random.nextInt(3)) + (110_000 + random.nextInt(550_000)));
            case WORST -> Samples.uscc(random, "");
        };
    }

    private static String type(Kind kind, Random random) {
        String definer = switch (kind) {
            case USUAL -> Samples.uscc(random, "111000000000" + Samples.digits(random, 4));
            case UNRELATED -> Samples.uscc(random, "1" + (1 + random.nextInt(3)) + (110_000 + random.nextInt(550_000)));
            case WORST -> Samples.uscc(random, "");
        };
        return definer + Samples.digits(random, 3);
    }

    private static Statement withFace(Statement bare, NavigableMap<Integer, Cbor> face) {
        return new Statement(
                bare.identifier(),
                bare.typeVersion(),
                bare.issued(),
                bare.validFrom(),
                bare.validTo(),
                bare.origin(),
                face,
                bare.fieldCount(),
                bare.fieldRoot(),
                bare.holderKey());
    }

    @Test
    void the_sample_of_the_tests_is_well_within() {
        World world = new World();
        LicenceCode code = world.issue(256).get(77).code();
        assertThat(size(code)).isLessThanOrEqualTo(541);
        assertThat(Bytes.utf8(code.text()).size()).isLessThanOrEqualTo(816);
    }
}
