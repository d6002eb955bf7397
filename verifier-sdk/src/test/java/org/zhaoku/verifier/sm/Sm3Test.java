package org.zhaoku.verifier.sm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.bytes.Bytes;

class Sm3Test {
    @Test
    void examples_of_gb_t_32905_appendix_a() {
        assertThat(Sm3.digest(Bytes.utf8("abc")).hex())
                .isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
        assertThat(Sm3.digest(Bytes.utf8("abcd".repeat(16))).hex())
                .isEqualTo("debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
    }

    @Test
    void parts_are_taken_one_after_the_other() {
        assertThat(Sm3.digest(Bytes.utf8("a"), Bytes.EMPTY, Bytes.utf8("bc"))).isEqualTo(Sm3.digest(Bytes.utf8("abc")));
        assertThat(Sm3.digest().hex()).isEqualTo("1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b");
    }
}
