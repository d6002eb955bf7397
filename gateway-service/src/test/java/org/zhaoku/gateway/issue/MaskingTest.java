package org.zhaoku.gateway.issue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MaskingTest {
    @ParameterizedTest
    @CsvSource({
        "张三, 张**",
        "欧阳娜娜, 欧**",
        "𠮷田三, 𠮷**",
        "王, **",
        "𠮷, **",
        "John Smith, J**",
        "11010519491231002X, 1101**002X",
        "13800138000, 13**00",
        "12345678, 12**78",
        "1234567, 1**",
    })
    void it_shows_the_ends_of_numbers_and_the_first_character_of_names(String text, String masked) {
        assertThat(Masking.mask(text)).isEqualTo(masked);
    }
}
