package org.zhaoku.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.testing.Vectors;

/** docs/verification.md against the code. */
class VerificationDocumentTest {
    private static final String DOCUMENT = Vectors.document("verification.md");

    private static List<String> codesIn(String text) {
        return Pattern.compile("LIC-\\d{3}")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .distinct()
                .sorted()
                .toList();
    }

    @Test
    void it_names_every_code_and_no_other() {
        assertThat(codesIn(DOCUMENT))
                .isEqualTo(Stream.of(CheckCode.values())
                        .map(CheckCode::code)
                        .sorted()
                        .toList());
    }

    @Test
    void each_step_names_all_codes_of_its_digit() {
        String steps = DOCUMENT.substring(DOCUMENT.indexOf("## 3 Steps"), DOCUMENT.indexOf("## 4 "));
        List<String> parts = Arrays.asList(steps.split("(?m)^\\*\\*(?=\\d )"));
        for (int step = 1; step <= 9; step++) {
            String digit = String.valueOf(step);
            String part = parts.stream()
                    .filter(each -> each.startsWith(digit + " "))
                    .findFirst()
                    .orElseThrow();
            var own = new TreeSet<>(Stream.of(CheckCode.values())
                    .map(CheckCode::code)
                    .filter(code -> code.startsWith("LIC-" + digit))
                    .toList());
            if (step > 2) {
                // what an unknown key leaves unchecked is told in step 2
                own.removeIf(code -> codesIn(parts.stream()
                                .filter(each -> each.startsWith("2 "))
                                .findFirst()
                                .orElseThrow())
                        .contains(code));
            }
            assertThat(codesIn(part)).as("step %s", digit).containsAll(own);
        }
    }
}
