package org.zhaoku.verifier.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Iso7064Test {
    /** Type, issuer, serial and version of a made-up identifier; its check character is 4. */
    private static final String CHECKED = "11100000000013338W011" + "11440300000000019K" + "20250000001" + "001";

    @ParameterizedTest
    @CsvSource({
        "A12425GABC1234002, M",
        "11100000000013338W01111430000006122244L20230000403001, U",
        "11100000000013338W01111440300000000019K20250000001001, 4",
        "11100000000013661B006113700000045046442209FA4E88F9E4C878F3E9BED2CE7EA49001, D"
    })
    void known_check_characters_come_out(String text, char expected) {
        assertThat(Iso7064.checkCharacter(text)).isEqualTo(expected);
    }

    @Test
    void all_1855_substitutions_change_the_check_character() {
        List<String> unnoticed = new ArrayList<>();
        int tried = 0;
        for (int i = 0; i < CHECKED.length(); i++) {
            for (char other : Iso7064.ALPHABET.toCharArray()) {
                if (other != CHECKED.charAt(i)) {
                    tried++;
                    note(CHECKED.substring(0, i) + other + CHECKED.substring(i + 1), unnoticed);
                }
            }
        }
        assertThat(unnoticed).isEmpty();
        assertThat(tried).isEqualTo(1855);
    }

    @Test
    void all_22_transpositions_change_the_check_character() {
        List<String> unnoticed = new ArrayList<>();
        int tried = 0;
        for (int i = 0; i + 1 < CHECKED.length(); i++) {
            char left = CHECKED.charAt(i);
            char right = CHECKED.charAt(i + 1);
            if (left != right) {
                tried++;
                note(CHECKED.substring(0, i) + right + left + CHECKED.substring(i + 2), unnoticed);
            }
        }
        assertThat(unnoticed).isEmpty();
        assertThat(tried).isEqualTo(22);
    }

    private static void note(String changed, List<String> unnoticed) {
        if (Iso7064.checkCharacter(changed) == Iso7064.checkCharacter(CHECKED)) {
            unnoticed.add(changed);
        }
    }
}
