package org.zhaoku.verifier.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.status.StatusChange.Licence;
import org.zhaoku.verifier.status.StatusChange.Predecessor;
import org.zhaoku.verifier.status.StatusChange.Target;
import org.zhaoku.verifier.testing.Department;
import org.zhaoku.verifier.testing.Samples;
import org.zhaoku.verifier.testing.Vectors;

final class StatusChangeTest {
    private static final Network NETWORK = new Network("test");
    private static final Department DEPARTMENT = Department.of(Samples.ISSUER, 1);
    private static final UnifiedSocialCreditCode CODE = UnifiedSocialCreditCode.parse(Samples.ISSUER);
    private static final UnifiedSocialCreditCode OTHER = UnifiedSocialCreditCode.parse(Samples.OTHER_ISSUER);
    private static final Bytes BATCH = Sm3.digest(Bytes.utf8("batch"));
    private static final Bytes STATEMENT = Sm3.digest(Bytes.utf8("statement"));
    private static final Bytes NEXT = Sm3.digest(Bytes.utf8("next"));
    private static final Licence LICENCE = new Licence(NETWORK, CODE, BATCH, 7, STATEMENT);

    /** In the order of the vectors. */
    private static List<StatusChange> samples() {
        return List.of(
                StatusChange.of(
                        LICENCE, 1, LicenceState.IN_FORCE, LicenceState.SUSPENDED, StatusReason.SUSPENDED_AS_MEASURE),
                StatusChange.of(
                                LICENCE,
                                StatusChange.MAX_SEQUENCE,
                                LicenceState.SUSPENDED,
                                LicenceState.REVOKED,
                                StatusReason.REVOKED_AS_PUNISHMENT)
                        .on(LocalDate.of(2026, 5, 1)),
                StatusChange.superseded(LICENCE, 1, StatusReason.RENEWED, NEXT),
                StatusChange.transferredOut(LICENCE, 2, new Target("RegionBMSP", OTHER)),
                StatusChange.transferredIn(LICENCE, 1, new Predecessor(OTHER, NEXT)),
                StatusChange.of(
                        LICENCE,
                        300,
                        LicenceState.TRANSFERRED_OUT,
                        LicenceState.TRANSFERRED_OUT,
                        StatusReason.DISPUTE_RAISED));
    }

    @Test
    void changes_have_the_bytes_of_the_vectors() {
        List<Bytes> vectors =
                Vectors.lines("status-changes.txt").stream().map(Bytes::fromHex).toList();
        assertThat(samples().stream().map(StatusChange::encode)).isEqualTo(vectors);
        assertThat(vectors.stream().map(StatusChange::decode)).isEqualTo(samples());
    }

    @Test
    void a_reason_allows_the_moves_of_the_table_and_no_other() {
        List<String> allowed = new ArrayList<>();
        for (StatusReason reason : StatusReason.values()) {
            for (LicenceState from : LicenceState.values()) {
                for (LicenceState to : LicenceState.values()) {
                    if (reason.allows(from, to)) {
                        allowed.add(reason.number() + " " + reason.word() + " " + from + " " + to);
                    } else {
                        assertThatExceptionOfType(ForbiddenMoveException.class)
                                .isThrownBy(() -> StatusChange.of(LICENCE, 1, from, to, reason))
                                .withMessageContaining(from + " to " + to + " for " + reason);
                    }
                }
            }
        }
        assertThat(allowed).isEqualTo(Vectors.lines("status-moves.txt"));
    }

    @Test
    void reasons_are_numbered_without_a_gap() {
        assertThat(Stream.of(StatusReason.values()).map(StatusReason::number))
                .isEqualTo(IntStream.rangeClosed(1, 19).boxed().toList());
        assertThat(StatusReason.of(0)).isEmpty();
        assertThat(StatusReason.of(19)).contains(StatusReason.DISPUTE_SETTLED);
        assertThat(Stream.of(StatusReason.values()).filter(StatusReason::isMark))
                .containsExactly(StatusReason.DISPUTE_RAISED, StatusReason.DISPUTE_SETTLED);
    }

    @Test
    void what_a_change_names_is_there_if_and_only_if_its_move_asks_for_it() {
        Optional<Bytes> successor = Optional.of(NEXT);
        Optional<Target> target = Optional.of(new Target("RegionBMSP", OTHER));
        Optional<Predecessor> predecessor = Optional.of(new Predecessor(OTHER, NEXT));
        for (StatusChange sample : samples()) {
            for (Optional<Bytes> next : List.of(Optional.<Bytes>empty(), successor)) {
                for (Optional<Target> to : List.of(Optional.<Target>empty(), target)) {
                    for (Optional<Predecessor> old : List.of(Optional.<Predecessor>empty(), predecessor)) {
                        boolean right = next.isPresent() == sample.successor().isPresent()
                                && to.isPresent() == sample.target().isPresent()
                                && old.isPresent() == sample.predecessor().isPresent();
                        if (!right) {
                            assertThatIllegalArgumentException()
                                    .isThrownBy(() -> new StatusChange(
                                            LICENCE,
                                            1,
                                            sample.from(),
                                            sample.to(),
                                            sample.reason(),
                                            next,
                                            to,
                                            old,
                                            Optional.empty()));
                        }
                    }
                }
            }
        }
    }

    @Test
    void a_change_names_others_than_its_own_and_every_part_is_in_its_range() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StatusChange.superseded(LICENCE, 1, StatusReason.RENEWED, STATEMENT));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StatusChange.transferredOut(LICENCE, 1, new Target("RegionBMSP", CODE)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StatusChange.transferredIn(LICENCE, 1, new Predecessor(CODE, NEXT)));
        for (long sequence : new long[] {0, -1, StatusChange.MAX_SEQUENCE + 1}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> StatusChange.superseded(LICENCE, sequence, StatusReason.RENEWED, NEXT));
        }
        for (int place : new int[] {-1, TileTree.MAX_SIZE}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Licence(NETWORK, CODE, BATCH, place, STATEMENT));
        }
        Bytes shorter = BATCH.slice(0, 31);
        assertThatIllegalArgumentException().isThrownBy(() -> new Licence(NETWORK, CODE, shorter, 0, STATEMENT));
        assertThatIllegalArgumentException().isThrownBy(() -> new Licence(NETWORK, CODE, BATCH, 0, shorter));
        assertThatIllegalArgumentException().isThrownBy(() -> new Predecessor(OTHER, shorter));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StatusChange.superseded(LICENCE, 1, StatusReason.RENEWED, shorter));
        assertThatIllegalArgumentException().isThrownBy(() -> new Target("Region B", OTHER));
        StatusChange sample = samples().get(0);
        for (LocalDate day : List.of(LocalDate.of(-1, 12, 31), LocalDate.of(10_000, 1, 1))) {
            assertThatIllegalArgumentException().isThrownBy(() -> sample.on(day));
        }
    }

    @Test
    void a_payload_with_any_bit_flipped_or_byte_dropped_doubled_or_added_is_refused_or_another_change() {
        for (StatusChange sample : samples()) {
            Bytes payload = sample.encode();
            for (Bytes mutant : mutants(payload)) {
                try {
                    StatusChange read = StatusChange.decode(mutant);
                    assertThat(read).isNotEqualTo(sample);
                    assertThat(read.encode()).isEqualTo(mutant);
                } catch (IllegalArgumentException e) {
                    assertThat(e).hasMessageNotContaining(STATEMENT.hex());
                }
            }
        }
    }

    @Test
    void a_signed_change_verifies_for_its_network_key_and_kind_alone() {
        SignedStatusChange signed = SignedStatusChange.sign(samples().get(2), DEPARTMENT);
        assertThat(signed.verifies(NETWORK, DEPARTMENT.key().publicKey())).isTrue();
        assertThat(signed.verifies(new Network("elsewhere"), DEPARTMENT.key().publicKey()))
                .isFalse();
        Department stranger = Department.of(Samples.ISSUER, 2);
        assertThat(signed.verifies(NETWORK, stranger.key().publicKey())).isFalse();
        SignedStatusChange read = SignedStatusChange.decode(signed.encoded());
        assertThat(read).isEqualTo(signed).hasSameHashCodeAs(signed);
        assertThat(read.change()).isEqualTo(samples().get(2));
        assertThat(read.kid()).isEqualTo(DEPARTMENT.kid());
        assertThat(read).hasToString("status change 1, RENEWED");
        Bytes otherKind = CoseSign1.sign(MessageKind.BATCH, NETWORK, signed.payload(), DEPARTMENT)
                .encoded();
        assertThat(SignedStatusChange.decode(otherKind)
                        .verifies(NETWORK, DEPARTMENT.key().publicKey()))
                .isFalse();
    }

    @Test
    void a_signed_change_with_any_bit_flipped_or_byte_dropped_doubled_or_added_verifies_no_more() {
        Bytes message = SignedStatusChange.sign(samples().get(0), DEPARTMENT).encoded();
        for (Bytes mutant : mutants(message)) {
            try {
                assertThat(SignedStatusChange.decode(mutant)
                                .verifies(NETWORK, DEPARTMENT.key().publicKey()))
                        .isFalse();
            } catch (IllegalArgumentException e) {
                // documented
            }
        }
    }

    private static List<Bytes> mutants(Bytes valid) {
        List<Bytes> mutants = new ArrayList<>();
        for (int at = 0; at < valid.size(); at++) {
            Bytes before = valid.slice(0, at);
            Bytes after = valid.slice(at + 1, valid.size());
            for (int bit = 0; bit < 8; bit++) {
                mutants.add(
                        before.plus(Bytes.of((byte) (valid.at(at) ^ 1 << bit))).plus(after));
            }
            mutants.add(before.plus(after));
            Bytes doubled = valid.slice(0, at + 1).plus(valid.slice(at, valid.size()));
            if (!doubled.equals(valid)) {
                mutants.add(doubled);
            }
        }
        mutants.add(valid.plus(Bytes.of((byte) 0)));
        return mutants;
    }
}
