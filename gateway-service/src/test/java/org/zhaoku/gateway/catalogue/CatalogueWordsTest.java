package org.zhaoku.gateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.status.LicenceState;
import org.zhaoku.verifier.status.StatusReason;

/** Terms, levels, states and patterns by themselves. */
final class CatalogueWordsTest {
    @ParameterizedTest
    @CsvSource({
        "1年, 2024-01-01, 2024-12-31, true",
        "1年, 2024-01-01, 2025-01-01, true",
        "1年, 2024-01-01, 2024-12-30, false",
        "1年, 2024-01-01, 2025-01-02, false",
        "1年^3年, 2024-01-01, 2026-12-31, true",
        "1年^3年, 2024-01-01, 2025-12-31, false",
        "1年, 2024-02-29, 2025-02-28, true",
        "6个月, 2024-08-31, 2025-02-28, true",
        "30日, 2024-01-01, 2024-01-30, true",
        "30日, 2024-01-01, 2024-01-31, true",
        "30日, 2024-01-01, 2024-02-01, false",
        "1年^3年, 2024-01-01, , false",
        "1年^长期, 2024-01-01, , true",
        "长期, 2024-01-01, 2024-12-31, false"
    })
    void a_term_is_kept_to_the_day(String terms, LocalDate first, LocalDate last, boolean fits) {
        assertThat(ValidityPeriod.anyFits(ValidityPeriod.list(terms), first, Optional.ofNullable(last)))
                .isEqualTo(fits);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "年", "0年", "01年", "1000年", "1年^", "1年^1年", "-1年", "1 年", "永久", "1year"})
    void what_is_no_list_of_terms_is_refused(String text) {
        assertThatThrownBy(() -> ValidityPeriod.list(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_list_of_terms_is_written_as_it_was_read() {
        assertThat(ValidityPeriod.text(ValidityPeriod.list("1年^6个月^30日^长期"))).isEqualTo("1年^6个月^30日^长期");
        assertThat(ValidityPeriod.list("6月^30天")).isEqualTo(ValidityPeriod.list("6个月^30日"));
    }

    @Test
    void the_level_of_a_department_stands_in_its_code() {
        assertThat(AuthorityLevel.of(UnifiedSocialCreditCode.parse("11100000000013338W")))
                .isEqualTo(AuthorityLevel.NATIONAL);
        assertThat(AuthorityLevel.of(UnifiedSocialCreditCode.parse("11440300000000019K")))
                .isEqualTo(AuthorityLevel.PREFECTURE);
        assertThat(List.of("COUNTY", "4", "区县级").stream().map(AuthorityLevel::parse))
                .containsOnly(AuthorityLevel.COUNTY);
        assertThatThrownBy(() -> AuthorityLevel.parse("0")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void one_state_has_other_codes_in_other_types() {
        List<StateCode> managers = List.of(
                row("01", "有效", StateCode.Coded.IN_FORCE),
                row("02", "暂扣", StateCode.Coded.SUSPENDED),
                row("03", "撤销", StateCode.Coded.REVOKED, StatusReason.REVOKED_WRONGLY_GRANTED),
                row("05", "失效", StateCode.Coded.EXPIRED),
                row("07", "吊销", StateCode.Coded.REVOKED, StatusReason.REVOKED_AS_PUNISHMENT),
                row("99", "其他", StateCode.Coded.OTHER));
        List<StateCode> operators = List.of(
                row("03", "吊销", StateCode.Coded.REVOKED, StatusReason.REVOKED_AS_PUNISHMENT),
                row("04", "撤销", StateCode.Coded.REVOKED));

        assertThat(name(managers, LicenceState.REVOKED, StatusReason.REVOKED_WRONGLY_GRANTED, false))
                .isEqualTo("03 撤销");
        assertThat(name(operators, LicenceState.REVOKED, StatusReason.REVOKED_AS_PUNISHMENT, false))
                .isEqualTo("03 吊销");
        assertThat(name(operators, LicenceState.REVOKED, StatusReason.REVOKED_WRONGLY_GRANTED, false))
                .isEqualTo("04 撤销");
        assertThat(name(managers, LicenceState.IN_FORCE, null, true)).isEqualTo("05 失效");
        assertThat(name(managers, LicenceState.SUSPENDED, StatusReason.PAUSED, true))
                .isEqualTo("02 暂扣");
        assertThat(name(managers, LicenceState.TRANSFERRED_OUT, StatusReason.TRANSFERRED_OUT_TO, false))
                .isEqualTo("99 其他");
        assertThat(StateCode.of(operators, LicenceState.IN_FORCE, Optional.empty(), false))
                .isEmpty();
    }

    private static StateCode row(String code, String name, StateCode.Coded state, StatusReason... reasons) {
        return new StateCode(code, name, state, Set.of(reasons));
    }

    private static String name(
            List<StateCode> table, LicenceState state, @Nullable StatusReason reason, boolean expired) {
        StateCode found =
                StateCode.of(table, state, Optional.ofNullable(reason), expired).orElseThrow();
        return found.code() + " " + found.name();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[0-9]{6}", "粤[A-Z][0-9A-Z]{5,6}", "(?:甲|乙)级", "\\d{17}[\\dX]", "a.c", "[^\\]\\[]+", "(a|b)*c?"})
    void a_pattern_that_all_engines_read_alike_is_taken(String pattern) {
        assertThat(FieldPattern.checked(pattern)).isEqualTo(pattern);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "^a",
                "a$",
                "(?i)a",
                "(?=a)",
                "(?<n>a)",
                "(a)\\1",
                "a{2,1}",
                "*a",
                "a{,3}",
                "[a",
                "[[a]]",
                "[a&&b]",
                "[z-a]",
                "\\s",
                "\\p{L}",
                "(a{999}){999}",
                "((a{50}){50}){50}",
                "a)",
                "(a",
                "a++",
                "x{1000}",
                "\\u4e00"
            })
    void any_other_pattern_is_refused(String pattern) {
        assertThatThrownBy(() -> FieldPattern.checked(pattern)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_pattern_is_for_the_whole_text_and_counts_characters_outside_the_basic_plane_once() {
        assertThat(FieldPattern.matches("[0-9]{2}", "123")).isFalse();
        assertThat(FieldPattern.matches(".", "𠮷")).isTrue();
        assertThat(FieldPattern.matches("甲|乙", "甲乙")).isFalse();
    }

    @Test
    void an_expression_that_would_take_others_for_ever_takes_no_time() {
        String evil = FieldPattern.checked("(a*)*b");

        boolean matches =
                assertTimeoutPreemptively(Duration.ofSeconds(5), () -> FieldPattern.matches(evil, "a".repeat(1000)));

        assertThat(matches).isFalse();
    }
}
