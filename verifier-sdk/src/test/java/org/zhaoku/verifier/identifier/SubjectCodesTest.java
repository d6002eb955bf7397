package org.zhaoku.verifier.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Codes of authorities, types and persons. */
class SubjectCodesTest {
    private static final String NUMBER = "440300199001010016";

    static Stream<String[]> vectors() {
        return IdentifierVectors.rows("subject-codes.csv");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void each_vector_is_decided_as_it_says(String kind, String text, String expected, String why) {
        assertThat(IdentifierVectors.outcome(() -> parse(kind, text))).as(why).isEqualTo(expected);
    }

    private static void parse(String kind, String text) {
        switch (kind) {
            case "USCC" -> assertThat(UnifiedSocialCreditCode.parse(text)).hasToString(text);
            case "TYPE" -> assertThat(LicenceTypeCode.parse(text)).hasToString(text);
            case "CITIZEN" -> assertThat(CitizenNumber.parse(text).value()).isEqualTo(text);
            default -> throw new IllegalArgumentException(kind);
        }
    }

    @Test
    void a_type_code_knows_its_defining_authority() {
        assertThat(LicenceTypeCode.parse("11100000MB03271699001").definingAuthority())
                .isEqualTo(UnifiedSocialCreditCode.parse("11100000MB03271699"));
    }

    @Test
    void a_citizen_number_shows_itself_only_when_asked() {
        CitizenNumber number = CitizenNumber.parse(NUMBER);

        assertThat(number).hasToString("4403**********0016").isEqualTo(CitizenNumber.parse(NUMBER));
        assertThat(number.masked()).hasSize(18);
        assertThat(number.value()).isEqualTo(NUMBER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "440300199001010017",
                "440300199002300016",
                "990300199001010016",
                "44030019900101001x",
                "440300900101001",
                "4403001990010100166",
                "440300 199001010016"
            })
    void no_message_holds_a_part_of_the_persons_number(String text) {
        assertNothingLeaks(() -> CitizenNumber.parse(text), text);
        assertNothingLeaks(() -> UnifiedSocialCreditCode.parse(text), text);
        assertNothingLeaks(() -> LicenceTypeCode.parse(text), text);
        assertNothingLeaks(
                () -> LicenceIdentifier.of("11100000000013338W011", "11440300000000019K", text + "-", 1), text);
    }

    private static void assertNothingLeaks(Runnable parse, String text) {
        assertThatThrownBy(parse::run)
                .isInstanceOf(IdentifierException.class)
                .hasNoCause()
                .satisfies(e -> {
                    for (int i = 0; i + 4 <= text.length(); i++) {
                        assertThat(e).hasMessageNotContaining(text.substring(i, i + 4));
                    }
                });
    }

    @Test
    void a_message_says_what_came_and_what_to_do() {
        assertThatThrownBy(() -> UnifiedSocialCreditCode.parse("11440300000000019k"))
                .hasMessageContaining("got 18 characters, of which number 18 is a lower-case letter")
                .hasMessageContaining(": take it from");
        assertThatThrownBy(() -> UnifiedSocialCreditCode.parse("\uff11144030000000019K"))
                .hasMessageContaining("of which number 1 is of full width");
        assertThatThrownBy(() -> CitizenNumber.parse("440300900101001")).hasMessageContaining("got 15 characters:");
        assertThatThrownBy(() -> CitizenNumber.parse("440300 19900101001")).hasMessageContaining("number 7 is a space");
    }
}
