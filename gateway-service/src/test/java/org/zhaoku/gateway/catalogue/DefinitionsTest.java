package org.zhaoku.gateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.status.StatusReason;
import org.zhaoku.verifier.trust.TypeDefinition;

/** The bytes of definitions. */
final class DefinitionsTest {
    private static final LicenceTypeCode CODE = LicenceTypeCode.parse("11100000000013338W011");

    /** A type with everything, as docs/catalogue.md shows it. */
    static LicenceType whole(int version) {
        return new LicenceType(
                CODE,
                version,
                "食品经营许可证",
                true,
                List.of(
                        new FieldDefinition(
                                "CertificateHolderName",
                                "持证主体",
                                FieldDefinition.Kind.TEXT,
                                true,
                                true,
                                true,
                                50,
                                new FieldDefinition.Rules(
                                        2, Optional.of("[^0-9]+"), true, Optional.empty(), Optional.of("CZZT"))),
                        new FieldDefinition(
                                "KZ_Category",
                                "主体业态",
                                FieldDefinition.Kind.CODE,
                                false,
                                false,
                                false,
                                100,
                                new FieldDefinition.Rules(
                                        1, Optional.empty(), false, Optional.of("category"), Optional.empty()))),
                new TypeTerms(
                        Optional.of("国家市场监督管理总局"),
                        Optional.of(AuthorityLevel.NATIONAL),
                        HolderCategory.ORGANISATION,
                        ValidityPeriod.list("1年^6个月^30日^长期"),
                        Set.of(AuthorityLevel.PREFECTURE, AuthorityLevel.COUNTY),
                        List.of(new TypeTerms.Matter("440125001000", "食品经营许可")),
                        List.of(
                                new StateCode("01", "有效", StateCode.Coded.IN_FORCE, Set.of()),
                                new StateCode(
                                        "03",
                                        "撤销",
                                        StateCode.Coded.REVOKED,
                                        Set.of(StatusReason.REVOKED_WRONGLY_GRANTED))),
                        List.of(new CodeTable(
                                "category", List.of(new CodeTable.Code("1", "餐饮服务"), new CodeTable.Code("2", "食品销售")))),
                        Optional.of("food-licence/1"),
                        true));
    }

    @Test
    void a_definition_comes_back_from_its_bytes() {
        LicenceType type = whole(7);

        assertThat(TypeDefinitions.decode(TypeDefinitions.encode(type))).isEqualTo(type);
    }

    @Test
    void the_bytes_of_a_definition_never_change() {
        assertThat(TypeDefinitions.digest(whole(1)).hex()).isEqualTo(DIGEST);
    }

    private static final String DIGEST = "4b7d8904a0566046786344c7ee7569ff3a8dc19771d2677833211643ff56f5fd";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void any_definition_comes_back_and_another_has_another_digest(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            LicenceType type = any(random);
            Bytes encoded = TypeDefinitions.encode(type);

            assertThat(TypeDefinitions.decode(encoded)).isEqualTo(type);
            assertThat(TypeDefinitions.encode(TypeDefinitions.decode(encoded))).isEqualTo(encoded);
            assertThat(TypeDefinitions.digest(type.as(type.version() + 1))).isNotEqualTo(TypeDefinitions.digest(type));
        }
    }

    @Test
    void bytes_that_were_cut_or_lengthened_are_no_definition() {
        Bytes encoded = TypeDefinitions.encode(whole(1));

        assertThatThrownBy(() -> TypeDefinitions.decode(encoded.slice(0, encoded.size() - 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TypeDefinitions.decode(Bytes.concat(List.of(encoded, Bytes.of(new byte[] {0})))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_the_ledger_has_names_fields_and_digest() {
        TypeDefinition published = TypeDefinitions.published(whole(2));

        assertThat(published.catalogue()).contains(TypeDefinitions.digest(whole(2)));
        assertThat(published.fields().get(1).kind()).isEqualTo(org.zhaoku.verifier.trust.FieldDefinition.Kind.CODE);
        assertThat(TypeDefinition.decode(published.encode())).isEqualTo(published);
    }

    private static LicenceType any(Random random) {
        List<FieldDefinition> fields = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(20); i++) {
            FieldDefinition.Kind kind = one(random, FieldDefinition.Kind.values());
            fields.add(new FieldDefinition(
                    "F" + i,
                    "字段" + i,
                    kind,
                    random.nextBoolean(),
                    random.nextBoolean(),
                    random.nextBoolean(),
                    1 + random.nextInt(1000),
                    new FieldDefinition.Rules(
                            1 + random.nextInt(10),
                            maybe(random, "[0-9]{" + (1 + random.nextInt(9)) + "}"),
                            random.nextBoolean(),
                            maybe(random, "t" + random.nextInt(3)),
                            maybe(random, "S" + i))));
        }
        EnumSet<AuthorityLevel> levels = EnumSet.noneOf(AuthorityLevel.class);
        List.of(AuthorityLevel.values()).stream()
                .filter(level -> random.nextBoolean())
                .forEach(levels::add);
        return new LicenceType(
                CODE,
                1 + random.nextInt(65000),
                "证照" + random.nextInt(100),
                random.nextBoolean(),
                fields,
                new TypeTerms(
                        maybe(random, "机构"),
                        maybe(random, one(random, AuthorityLevel.values())),
                        one(random, HolderCategory.values()),
                        random.nextBoolean() ? List.of() : ValidityPeriod.list((1 + random.nextInt(99)) + "年^长期"),
                        levels,
                        rows(random, i -> new TypeTerms.Matter("M" + i, "事项" + i)),
                        rows(
                                random,
                                i -> new StateCode(
                                        "0" + i,
                                        "状态" + i,
                                        one(random, StateCode.Coded.values()),
                                        random.nextBoolean() ? Set.of() : Set.of(one(random, StatusReason.values())))),
                        rows(random, i -> new CodeTable("t" + i, List.of(new CodeTable.Code("" + i, "名称")))),
                        maybe(random, "page/1"),
                        random.nextBoolean()));
    }

    private static <T> T one(Random random, T[] values) {
        return List.of(values).get(random.nextInt(values.length));
    }

    private static <T> Optional<T> maybe(Random random, T value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }

    private static <T> List<T> rows(Random random, java.util.function.IntFunction<T> maker) {
        return IntStream.range(0, random.nextInt(4)).mapToObj(maker).toList();
    }
}
