package org.zhaoku.verifier.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LicenceStateTest {
    @Test
    void each_state_has_its_value() {
        assertThat(Stream.of(LicenceState.values())
                        .map(state -> state + " " + state.value().number() + " " + state.value()))
                .isEqualTo(List.of(
                        "IN_FORCE 0 IN_FORCE",
                        "SUSPENDED 2 SUSPENDED",
                        "REVOKED 1 ENDED",
                        "CANCELLED 1 ENDED",
                        "WITHDRAWN 1 ENDED",
                        "SUPERSEDED 3 SUPERSEDED",
                        "TRANSFERRED_OUT 1 ENDED"));
    }

    @Test
    void each_value_has_its_number() {
        for (StatusValue value : StatusValue.values()) {
            assertThat(StatusValue.of(value.number())).isEqualTo(value);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> StatusValue.of(4));
        assertThatIllegalArgumentException().isThrownBy(() -> StatusValue.of(-1));
    }
}
