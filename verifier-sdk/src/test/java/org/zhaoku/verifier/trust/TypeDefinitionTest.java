package org.zhaoku.verifier.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.testing.Samples;

final class TypeDefinitionTest {
    private static final TypeDefinition WITHOUT = Samples.type("11100000000013338W011", 1);

    private static TypeDefinition with(Bytes digest) {
        return new TypeDefinition(
                WITHOUT.code(), WITHOUT.version(), WITHOUT.name(), WITHOUT.fields(), Optional.of(digest));
    }

    @Test
    void a_definition_comes_back_with_and_without_the_digest_of_the_catalogue() {
        TypeDefinition with = with(Sm3.digest(Bytes.utf8("entry")));

        assertThat(TypeDefinition.decode(with.encode())).isEqualTo(with);
        assertThat(TypeDefinition.decode(WITHOUT.encode())).isEqualTo(WITHOUT);
        assertThat(with.encode().size()).isEqualTo(WITHOUT.encode().size() + 35);
    }

    @Test
    void a_digest_of_another_length_is_refused() {
        assertThatThrownBy(() -> with(Bytes.of(new byte[31]))).isInstanceOf(IllegalArgumentException.class);
    }
}
