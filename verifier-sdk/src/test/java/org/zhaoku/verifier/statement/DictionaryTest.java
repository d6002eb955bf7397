package org.zhaoku.verifier.statement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.testing.Vectors;

class DictionaryTest {
    @Test
    void a_dictionary_never_changes() {
        Dictionary one = Dictionary.of(1).orElseThrow();
        assertThat(one.bytes()).isEqualTo(Vectors.hex("dictionary-1.hex"));
        assertThat(one.bytes().size()).isEqualTo(2401);
        assertThat(Sm3.digest(one.bytes()).hex())
                .isEqualTo("5e5b5d6119ea5535e8e4203d55803dfdc74413904911aa60fece1c5c78fb3256");
        assertThat(Dictionary.CURRENT).isEqualTo(one);
        assertThat(Dictionary.of(0)).isEmpty();
        assertThat(Dictionary.of(2)).isEmpty();
    }
}
