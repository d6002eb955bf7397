package org.zhaoku.verifier.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LicenceIdentifierTest {
    private static final String SYNTHETIC = "1.2.156.3005.2.11100000000013338W011.11440300000000019K.20250000001.001.4";
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    static Stream<String> vectors() throws IOException {
        try (InputStream in = LicenceIdentifierTest.class.getResourceAsStream("/vectors/identifiers.csv")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(line -> !line.startsWith("#")).toList().stream();
        }
    }

    private static String outcome(String text) {
        try {
            return LicenceIdentifier.parse(text).toString().equals(text) ? "VALID" : "CHANGED";
        } catch (IdentifierException e) {
            return e.code();
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void each_vector_is_decided_as_it_says(String line) {
        String[] columns = line.split("\\|", -1);

        assertThat(outcome(columns[0])).as(columns[2]).isEqualTo(columns[1]);
    }

    @Test
    void every_changed_character_is_noticed() {
        List<String> accepted = new ArrayList<>();
        for (int i = LicenceIdentifier.ROOT.length() + 1; i < SYNTHETIC.length(); i++) {
            if (SYNTHETIC.charAt(i) == '.') {
                continue;
            }
            for (int j = 0; j < ALPHABET.length(); j++) {
                String changed = SYNTHETIC.substring(0, i) + ALPHABET.charAt(j) + SYNTHETIC.substring(i + 1);
                if (!changed.equals(SYNTHETIC) && outcome(changed).equals("VALID")) {
                    accepted.add(changed);
                }
            }
        }
        assertThat(accepted).isEmpty();
    }

    @Test
    void every_swapped_pair_is_noticed() {
        List<String> accepted = new ArrayList<>();
        for (int i = LicenceIdentifier.ROOT.length() + 1; i + 1 < SYNTHETIC.length(); i++) {
            char left = SYNTHETIC.charAt(i);
            char right = SYNTHETIC.charAt(i + 1);
            String swapped = SYNTHETIC.substring(0, i) + right + left + SYNTHETIC.substring(i + 2);
            if (left != right && outcome(swapped).equals("VALID")) {
                accepted.add(swapped);
            }
        }
        assertThat(accepted).isEmpty();
    }

    @Test
    void the_check_character_is_computed_and_the_text_is_canonical() {
        LicenceIdentifier identifier =
                LicenceIdentifier.of("11100000000013338W011", "11440300000000019K", "20250000001", 1);

        assertThat(identifier).hasToString(SYNTHETIC);
        assertThat(LicenceIdentifier.parse(SYNTHETIC)).isEqualTo(identifier);
        assertThat(identifier.type().definingAuthority().value()).isEqualTo("11100000000013338W");
    }

    @Test
    void the_standards_own_check_character_comes_out() {
        assertThat(Iso7064.checkCharacter("A12425GABC1234002")).isEqualTo('M');
    }

    @ParameterizedTest
    @CsvSource({
        "11440300000000019K, VALID",
        "91440300MA0000T018, VALID",
        "11440300000000019L, USCC_CHECK_CHARACTER",
        "11440300000000029K, USCC_CHECK_CHARACTER",
        "11440300000000019k, USCC_FORM",
        "1144030000000019K, USCC_FORM",
        "I1440300000000019K, USCC_FORM"
    })
    void a_unified_social_credit_code_is_checked(String text, String expected) {
        assertThat(code(() -> UnifiedSocialCreditCode.parse(text))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "11010519491231002X, VALID",
        "440524188001010014, VALID",
        "440300199001010016, VALID",
        "440300199001010017, CITIZEN_NUMBER_CHECK_CHARACTER",
        "11010519491231002x, CITIZEN_NUMBER_FORM",
        "440300900101001, CITIZEN_NUMBER_FORM",
        "440300199002300016, CITIZEN_NUMBER_DATE",
        "990300199001010016, CITIZEN_NUMBER_REGION"
    })
    void a_citizen_number_is_checked(String text, String expected) {
        assertThat(code(() -> CitizenNumber.parse(text))).isEqualTo(expected);
    }

    @Test
    void a_citizen_number_shows_itself_only_when_asked() {
        CitizenNumber number = CitizenNumber.parse("440300199001010016");

        assertThat(number).hasToString("4403**********0016");
        assertThat(number.value()).isEqualTo("440300199001010016");
        assertThatThrownBy(() -> CitizenNumber.parse("440300199001010017"))
                .hasMessageNotContaining("199001")
                .isInstanceOf(IdentifierException.class);
    }

    private static String code(Runnable parse) {
        try {
            parse.run();
            return "VALID";
        } catch (IdentifierException e) {
            return e.code();
        }
    }
}
