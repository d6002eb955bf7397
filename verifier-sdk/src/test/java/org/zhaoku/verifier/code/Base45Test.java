package org.zhaoku.verifier.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Base45Test {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

    @ParameterizedTest
    @CsvSource({"AB, BB8", "Hello!!, %69 VD92EX0", "base-45, UJCLQE7W581", "ietf!, QED8WEX0", "'', ''"})
    void the_examples_of_the_rfc_come_out(String plain, String encoded) {
        assertThat(Base45.encode(plain.getBytes(StandardCharsets.UTF_8))).isEqualTo(encoded);
        assertThat(Base45.decode(encoded)).asString(StandardCharsets.UTF_8).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GGW", ":::", "::", "A", "BB8A", "bb8", "B\u00d68", "BB8\n", "5:"})
    void what_is_not_canonical_is_refused(String text) {
        assertThatThrownBy(() -> Base45.decode(text))
                .isInstanceOfSatisfying(
                        CodeFormatException.class, e -> assertThat(e.code()).isEqualTo("QR_BASE45"));
    }

    @Test
    void exactly_the_groups_that_stand_for_bytes_are_accepted() {
        assertThat(IntStream.range(0, 45 * 45)
                        .filter(i -> isAccepted(group(i, 2)))
                        .count())
                .isEqualTo(1 << 8);
        assertThat(IntStream.range(0, 45 * 45 * 45)
                        .filter(i -> isAccepted(group(i, 3)))
                        .count())
                .isEqualTo(1 << 16);
    }

    private static String group(int number, int length) {
        var text = new StringBuilder();
        for (int rest = number; text.length() < length; rest /= 45) {
            text.append(ALPHABET.charAt(rest % 45));
        }
        return text.toString();
    }

    private static boolean isAccepted(String text) {
        try {
            return Base45.encode(Base45.decode(text)).equals(text);
        } catch (CodeFormatException e) {
            return false;
        }
    }

    @Test
    void the_largest_groups_are_read() {
        assertThat(Base45.decode("FGW")).containsExactly(0xff, 0xff);
        assertThat(Base45.decode("U5")).containsExactly(0xff);
    }

    @Test
    void what_is_encoded_decodes_and_what_decodes_encodes_back() {
        long seed = 20_261_125;
        var random = new Random(seed);
        for (int round = 0; round < 5_000; round++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            assertThat(Base45.decode(Base45.encode(bytes))).as("seed %d", seed).isEqualTo(bytes);

            var text = new StringBuilder();
            random.ints(random.nextInt(12), 0, 45).forEach(i -> text.append(ALPHABET.charAt(i)));
            try {
                assertThat(Base45.encode(Base45.decode(text.toString())))
                        .as("seed %d", seed)
                        .isEqualTo(text.toString());
            } catch (CodeFormatException e) {
                assertThat(e.code()).isEqualTo("QR_BASE45");
            }
        }
    }
}
