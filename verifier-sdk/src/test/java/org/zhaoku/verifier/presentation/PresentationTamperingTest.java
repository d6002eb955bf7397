package org.zhaoku.verifier.presentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zhaoku.verifier.presentation.Shown.BY_FIRST;
import static org.zhaoku.verifier.presentation.Shown.BY_GATEWAY;
import static org.zhaoku.verifier.presentation.Shown.OF_FIRST;
import static org.zhaoku.verifier.presentation.Shown.UNBOUND;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.statement.Statement;
import org.zhaoku.verifier.statement.StatementException;
import org.zhaoku.verifier.testing.Mutations;

/** No changed presentation makes any of its licences present. */
class PresentationTamperingTest {
    private final List<String> wrong = new ArrayList<>();
    private int decoded;

    @Test
    void of_a_holder() {
        judge(Shown.sign(List.of(OF_FIRST), BY_FIRST));
    }

    @Test
    void of_a_gateway() {
        judge(Shown.sign(List.of(UNBOUND), BY_GATEWAY));
    }

    private void judge(Presentation original) {
        // whoever opens the statements by another way than their signature must not help a changed presentation
        List<Optional<Statement>> opened = Shown.opened(original);
        Mutations.of(original.encoded()).forEach((what, mutant) -> judge(what, mutant, opened));
        assertThat(wrong).isEmpty();
        assertThat(decoded).as("changes that only the check finds").isPositive();
    }

    private void judge(String what, Bytes mutant, List<Optional<Statement>> opened) {
        Presentation presentation;
        try {
            presentation = Presentation.decode(mutant);
        } catch (IllegalArgumentException e) {
            return;
        }
        decoded++;
        try {
            PresentationResult result = Shown.CHECK.check(presentation, opened, Shown.TIME, Shown.GATEWAYS);
            if (result.presence(0) != Presence.STATIC) {
                wrong.add(what + ": " + result);
            }
        } catch (StatementException e) {
            wrong.add(what + ": " + e);
        }
    }
}
