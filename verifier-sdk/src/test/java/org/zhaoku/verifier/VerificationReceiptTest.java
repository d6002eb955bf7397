package org.zhaoku.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.zhaoku.verifier.testing.World.NOW;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.testing.Department;
import org.zhaoku.verifier.testing.World;
import org.zhaoku.verifier.testing.World.Anchored;

class VerificationReceiptTest {
    private static final World WORLD = new World();
    private static final Anchored LICENCE = WORLD.issue(3).get(1);
    private static final LicenceVerifier VERIFIER = new LicenceVerifier(WORLD.bundle());
    private static final Department CLERK = Department.of("window", 31);
    private static final String TEXT = LICENCE.code().text();

    @Test
    void it_says_what_was_checked_against_what_and_can_be_had_again() {
        Verdict verdict = VERIFIER.verify(TEXT, NOW);
        VerificationReceipt receipt = VerificationReceipt.decode(
                VerificationReceipt.sign(verdict, "window 3", CLERK).encoded());

        assertThat(receipt.verifies(CLERK.key().publicKey())).isTrue();
        assertThat(receipt.verifies(WORLD.other.key().publicKey())).isFalse();
        assertThat(receipt.verifier()).isEqualTo("window 3");
        assertThat(receipt.kid()).isEqualTo(CLERK.kid());
        assertThat(receipt.basis()).isEqualTo(verdict.basis());
        assertThat(receipt.basis().statement()).contains(LICENCE.statement().digest());
        assertThat(receipt.codes())
                .containsExactly(
                        "LIC-100", "LIC-200", "LIC-300", "LIC-400", "LIC-500", "LIC-600", "LIC-800", "LIC-900");
        assertThat(receipt).hasToString("TEST VALID by window 3");
        assertThat(receipt.agreesWith(VERIFIER.verify(TEXT, NOW))).isTrue();
        assertThat(receipt.agreesWith(VERIFIER.verify(TEXT, NOW.plusSeconds(1))))
                .isFalse();
        assertThat(receipt.agreesWith(VERIFIER.verify("ZK1:0", NOW))).isFalse();
        assertThat(receipt.agreesWith(VERIFIER.with(VerificationPolicy.strict().withoutStatus())
                        .verify(TEXT, NOW)))
                .isFalse();
    }

    @Test
    void every_outcome_has_one() {
        for (Verdict verdict : List.of(
                VERIFIER.verify("x", NOW),
                VERIFIER.verify(TEXT, World.BUNDLE_EXPIRES),
                VERIFIER.with(VerificationPolicy.strict().withoutReceipt().withoutStatus())
                        .verify(TEXT, NOW))) {
            VerificationReceipt receipt = VerificationReceipt.sign(verdict, "w", CLERK);
            assertThat(receipt.outcome()).isEqualTo(verdict.outcome());
            assertThat(receipt.basis().relaxations()).isEqualTo(verdict.relaxations());
            assertThat(receipt.agreesWith(verdict)).isTrue();
        }
    }

    @Test
    void a_name_is_1_to_128_bytes() {
        Verdict verdict = VERIFIER.verify(TEXT, NOW);
        for (String name : List.of("", "x".repeat(129), "窗".repeat(43))) {
            assertThatThrownBy(() -> VerificationReceipt.sign(verdict, name, CLERK))
                    .hasMessageContaining("1 to 128 bytes");
        }
    }

    @Test
    void no_changed_byte_is_taken_for_the_verifiers() {
        byte[] good = VerificationReceipt.sign(VERIFIER.verify(TEXT, NOW), "window 3", CLERK)
                .encoded()
                .toArray();
        List<String> accepted = new ArrayList<>();
        for (int at = 0; at < good.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = good.clone();
                changed[at] ^= (byte) (1 << bit);
                if (read(changed)
                        .filter(each -> each.verifies(CLERK.key().publicKey()))
                        .isPresent()) {
                    accepted.add(at + "." + bit);
                }
            }
        }
        assertThat(accepted).isEmpty();
    }

    private static Optional<VerificationReceipt> read(byte[] bytes) {
        try {
            return Optional.of(VerificationReceipt.decode(Bytes.of(bytes)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
