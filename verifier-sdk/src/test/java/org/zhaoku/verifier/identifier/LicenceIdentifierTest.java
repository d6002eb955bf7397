package org.zhaoku.verifier.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LicenceIdentifierTest {
    private static final String SYNTHETIC = "1.2.156.3005.2.11100000000013338W011.11440300000000019K.20250000001.001.4";
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    static Stream<String[]> vectors() {
        return IdentifierVectors.rows("identifiers.csv");
    }

    private static String outcome(String text) {
        return IdentifierVectors.outcome(
                () -> assertThat(LicenceIdentifier.parse(text)).hasToString(text));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void each_vector_is_decided_as_it_says(String text, String expected, String why) {
        assertThat(outcome(text)).as(why).isEqualTo(expected);
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
    void the_next_version_keeps_the_serial_and_has_a_check_character_of_its_own() {
        LicenceIdentifier first = LicenceIdentifier.parse(SYNTHETIC);
        var next = new LicenceIdentifier(first.type(), first.issuer(), first.serial(), 2);

        assertThat(next).hasToString("1.2.156.3005.2.11100000000013338W011.11440300000000019K.20250000001.002.2");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1, IDENTIFIER_SERIAL",
        "abc, 1, IDENTIFIER_SERIAL",
        "A B, 1, IDENTIFIER_SERIAL",
        "000000000011111111112222222222333, 1, IDENTIFIER_SERIAL",
        "00000000001111111111222222222233, 1, VALID",
        "0, 0, IDENTIFIER_VERSION",
        "0, -1, IDENTIFIER_VERSION",
        "0, 1000, IDENTIFIER_VERSION",
        "Z, 999, VALID"
    })
    void serial_and_version_have_limits(String serial, int version, String expected) {
        assertThat(IdentifierVectors.outcome(
                        () -> LicenceIdentifier.of("11100000000013338W011", "11440300000000019K", serial, version)))
                .isEqualTo(expected);
    }

    @Test
    void a_message_says_what_was_expected_what_came_and_what_to_do() {
        assertThatThrownBy(() -> LicenceIdentifier.parse(SYNTHETIC.substring(0, SYNTHETIC.length() - 1) + "5"))
                .hasMessageContaining("expected 4 as the check character")
                .hasMessageContaining("compare the whole identifier with the original");
        assertThatThrownBy(() -> LicenceIdentifier.parse("1.2.3"))
                .hasMessageContaining("got 5 characters with another beginning");
        assertThatThrownBy(() -> LicenceIdentifier.parse("1.2.156.3005.2." + "9".repeat(200)))
                .hasMessageContaining("got 215 characters: copy");
    }
}
