package org.zhaoku.chaincode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.zhaoku.chaincode.Refusals.assertRefused;
import static org.zhaoku.chaincode.testing.Samples.DEPARTMENT_A;
import static org.zhaoku.chaincode.testing.Samples.DEPARTMENT_B;
import static org.zhaoku.chaincode.testing.Samples.KEY_A;
import static org.zhaoku.chaincode.testing.Samples.KEY_B;
import static org.zhaoku.chaincode.testing.Samples.NETWORK;
import static org.zhaoku.chaincode.testing.Samples.REGION_A;
import static org.zhaoku.chaincode.testing.Samples.REGION_B;
import static org.zhaoku.chaincode.testing.Samples.TYPE;
import static org.zhaoku.verifier.status.LicenceState.IN_FORCE;
import static org.zhaoku.verifier.status.LicenceState.REVOKED;
import static org.zhaoku.verifier.status.LicenceState.SUSPENDED;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.zhaoku.chaincode.command.AddKey;
import org.zhaoku.chaincode.command.AuthoriseType;
import org.zhaoku.chaincode.command.ChangeStatus;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.DistrustKey;
import org.zhaoku.chaincode.command.Inclusion;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.chaincode.command.ProvenChange;
import org.zhaoku.chaincode.command.RenewBatch;
import org.zhaoku.chaincode.command.RetireKey;
import org.zhaoku.chaincode.command.RevokeType;
import org.zhaoku.chaincode.ledger.ContractException;
import org.zhaoku.chaincode.ledger.ErrorCode;
import org.zhaoku.chaincode.testing.Issued;
import org.zhaoku.chaincode.testing.Samples;
import org.zhaoku.chaincode.testing.TestKey;
import org.zhaoku.chaincode.testing.TestLedger;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.status.LicenceState;
import org.zhaoku.verifier.status.SignedStatusChange;
import org.zhaoku.verifier.status.StatusChange;
import org.zhaoku.verifier.status.StatusChange.Licence;
import org.zhaoku.verifier.status.StatusChange.Predecessor;
import org.zhaoku.verifier.status.StatusChange.Target;
import org.zhaoku.verifier.status.StatusReason;

final class StatusTest {
    private static final Issued BATCH = Issued.of(DEPARTMENT_A, REGION_A, KEY_A, "old", 300);
    private static final Issued NEXT = Issued.of(DEPARTMENT_A, REGION_A, KEY_A, "new", 3);
    private static final Issued THERE = Issued.of(DEPARTMENT_B, REGION_B, KEY_B, "there", 2);

    private final TestLedger ledger = Samples.ledger();

    @BeforeEach
    void anchor() {
        ledger.submit(REGION_B, new AuthoriseType(DEPARTMENT_B, TYPE));
        ledger.submit(REGION_A, BATCH.anchor());
    }

    private static StatusChange change(int place, long sequence, LicenceState from, LicenceState to, StatusReason why) {
        return StatusChange.of(BATCH.licence(place), sequence, from, to, why);
    }

    private static ChangeStatus command(StatusChange change) {
        return new ChangeStatus(BATCH.prove(change));
    }

    private static ChangeStatus suspend(int place, long sequence) {
        return command(change(place, sequence, IN_FORCE, SUSPENDED, StatusReason.SUSPENDED_AS_MEASURE));
    }

    private static ChangeStatus restore(int place, long sequence) {
        return command(change(place, sequence, SUSPENDED, IN_FORCE, StatusReason.RESTORED));
    }

    private static ChangeStatus mark(int place, long sequence, LicenceState state, StatusReason why) {
        return command(change(place, sequence, state, state, why));
    }

    private String status(int place) {
        return ledger.query(
                "status:get", DEPARTMENT_A.value(), BATCH.digest(place).hex());
    }

    private void assertChanges(String region, Command command) {
        assertThat(ledger.submit(region, command)).isEqualTo(Outcome.CHANGED);
        assertThat(ledger.submit(region, command)).isEqualTo(Outcome.SAME);
    }

    @Nested
    final class Changes {
        @Test
        void a_licence_is_suspended_restored_and_revoked_and_each_retry_is_the_same() {
            assertThat(status(256)).isEqualTo("null");
            ChangeStatus first = suspend(256, 1);
            ChangeStatus second = restore(256, 2);
            assertChanges(REGION_A, first);
            assertThat(status(256)).contains("\"state\":\"SUSPENDED\"", "\"reasonWord\":\"暂扣\"", "\"disputed\":false");
            assertChanges(REGION_A, second);
            assertThat(ledger.submit(REGION_A, first)).isEqualTo(Outcome.SAME);
            StatusChange revoke = change(256, 3, IN_FORCE, REVOKED, StatusReason.REVOKED_AS_PUNISHMENT)
                    .on(LocalDate.of(2026, 5, 1));
            assertChanges(REGION_A, command(revoke));
            assertThat(ledger.submit(REGION_A, command(revoke)))
                    .as("signed again")
                    .isEqualTo(Outcome.SAME);
            assertThat(status(256)).contains("\"sequence\":3", "\"effective\":\"2026-05-01\"", "\"place\":256");
            assertThat(status(255)).isEqualTo("null");
        }

        @Test
        void another_change_with_a_number_that_is_taken_is_a_conflict() {
            ledger.submit(REGION_A, suspend(0, 1));
            ledger.submit(REGION_A, restore(0, 2));
            for (long sequence : new long[] {1, 2}) {
                assertRefused(
                        ErrorCode.STATUS_CONFLICT,
                        ledger,
                        REGION_A,
                        command(change(0, sequence, IN_FORCE, REVOKED, StatusReason.REVOKED_WRONGLY_GRANTED)));
            }
        }

        @Test
        void numbers_ascend_by_one_and_the_state_is_the_recorded_one() {
            assertRefused(ErrorCode.STATUS_SEQUENCE_WRONG, ledger, REGION_A, suspend(0, 2));
            assertRefused(ErrorCode.STATUS_FROM_WRONG, ledger, REGION_A, restore(0, 1));
            ledger.submit(REGION_A, suspend(0, 1));
            assertRefused(ErrorCode.STATUS_SEQUENCE_WRONG, ledger, REGION_A, restore(0, 3));
            assertRefused(ErrorCode.STATUS_FROM_WRONG, ledger, REGION_A, suspend(0, 2));
        }

        @Test
        void what_was_endorsed_before_another_change_breaks_with_it() {
            TestLedger.Transaction held = ledger.begin(REGION_A);
            Contracts.apply(held, suspend(0, 1));
            String key = "status/" + DEPARTMENT_A + "/" + BATCH.digest(0);
            assertThat(held.reads())
                    .contains(
                            key, "key/" + KEY_A.kid(), "batch/" + BATCH.batch().key());
        }

        @Test
        void the_mark_disputed_stands_beside_the_state() {
            ChangeStatus raised = mark(0, 1, IN_FORCE, StatusReason.DISPUTE_RAISED);
            assertChanges(REGION_A, raised);
            assertRefused(
                    ErrorCode.STATUS_MARK_WRONG, ledger, REGION_A, mark(0, 2, IN_FORCE, StatusReason.DISPUTE_RAISED));
            assertChanges(REGION_A, suspend(0, 2));
            assertThat(status(0)).contains("\"disputed\":true", "\"state\":\"SUSPENDED\"");
            assertChanges(REGION_A, mark(0, 3, SUSPENDED, StatusReason.DISPUTE_SETTLED));
            assertThat(status(0)).contains("\"disputed\":false", "\"state\":\"SUSPENDED\"");
            assertRefused(
                    ErrorCode.STATUS_MARK_WRONG, ledger, REGION_A, mark(0, 4, SUSPENDED, StatusReason.DISPUTE_SETTLED));
        }

        @Test
        void what_ended_stays_ended_but_can_be_disputed() {
            ledger.submit(REGION_A, command(change(0, 1, IN_FORCE, REVOKED, StatusReason.REVOKED_AS_PUNISHMENT)));
            assertChanges(REGION_A, mark(0, 2, REVOKED, StatusReason.DISPUTE_RAISED));
            assertRefused(
                    ErrorCode.STATUS_FROM_WRONG,
                    ledger,
                    REGION_A,
                    command(change(0, 3, SUSPENDED, IN_FORCE, StatusReason.RESTORED)));
        }
    }

    @Nested
    final class Moves {
        /** A payload with any states and reason, which the type itself refuses to hold. */
        private Bytes payload(int from, int to, int reason, Optional<Bytes> successor, Optional<Cbor> target) {
            Licence licence = BATCH.licence(0);
            return Cbor.map()
                    .put(1, Cbor.of(1))
                    .put(2, Cbor.of(NETWORK.name()))
                    .put(3, Cbor.of(DEPARTMENT_A.value()))
                    .put(4, Cbor.of(licence.batch()))
                    .put(5, Cbor.of(0))
                    .put(6, Cbor.of(licence.statement()))
                    .put(7, Cbor.of(2))
                    .put(8, Cbor.of(from))
                    .put(9, Cbor.of(to))
                    .put(10, Cbor.of(reason))
                    .put(11, successor.map(Cbor::of).orElse(null))
                    .put(12, target.orElse(null))
                    .build()
                    .encode();
        }

        @Test
        void every_move_that_no_rule_allows_is_refused_by_name() {
            int forbidden = 0;
            for (StatusReason reason : StatusReason.values()) {
                for (LicenceState from : LicenceState.values()) {
                    for (LicenceState to : LicenceState.values()) {
                        if (reason.allows(from, to)) {
                            continue;
                        }
                        forbidden++;
                        Bytes payload = payload(
                                List.of(LicenceState.values()).indexOf(from),
                                List.of(LicenceState.values()).indexOf(to),
                                reason.number(),
                                Optional.empty(),
                                Optional.empty());
                        Bytes message = CoseSign1.sign(MessageKind.STATUS, NETWORK, payload, KEY_A)
                                .encoded();
                        Bytes argument = Cbor.map()
                                .put(1, Cbor.of(1))
                                .put(2, Cbor.array(Cbor.of(message), Cbor.of(Bytes.concat(BATCH.path(0)))))
                                .build()
                                .encode();
                        assertRefused(ErrorCode.STATUS_MOVE_FORBIDDEN, ledger, REGION_A, "status:change", argument);
                    }
                }
            }
            assertThat(forbidden).isEqualTo(19 * 49 - 38);
        }

        @Test
        void the_readme_has_every_reason_with_its_moves() throws IOException {
            List<String> rows = Files.readString(Path.of("README.md"))
                    .lines()
                    .filter(line -> line.matches("\\| [0-9]+ \\| `[A-Z_]+` \\| .*"))
                    .toList();
            assertThat(rows)
                    .containsExactlyElementsOf(
                            Stream.of(StatusReason.values()).map(this::row).toList());
        }

        private String row(StatusReason reason) {
            List<LicenceState> from = Stream.of(LicenceState.values())
                    .filter(state -> Stream.of(LicenceState.values()).anyMatch(to -> reason.allows(state, to)))
                    .toList();
            String to = reason.isMark()
                    ? "the same"
                    : Stream.of(LicenceState.values())
                            .filter(state -> reason.allows(from.get(0), state))
                            .map(LicenceState::name)
                            .collect(Collectors.joining());
            String before = reason.isMark()
                    ? "any"
                    : from.stream().map(LicenceState::name).collect(Collectors.joining(", "));
            return "| " + reason.number() + " | `" + reason + "` | " + reason.word() + " | " + before + " | " + to
                    + " |";
        }
    }

    @Nested
    final class Proofs {
        private void assertChangeRefused(ErrorCode code, String region, ProvenChange change) {
            assertRefused(code, ledger, region, new ChangeStatus(change));
        }

        private StatusChange first(Licence licence) {
            return StatusChange.of(licence, 1, IN_FORCE, SUSPENDED, StatusReason.SUSPENDED_AS_MEASURE);
        }

        private ProvenChange signed(Licence licence, List<Bytes> path, TestKey key) {
            return new ProvenChange(SignedStatusChange.sign(first(licence), key), path, Optional.empty());
        }

        @Test
        void the_path_leads_from_this_statement_at_this_place() {
            Licence right = BATCH.licence(7);
            List<Bytes> path = BATCH.path(7);
            List<Bytes> longer = new ArrayList<>(path);
            longer.add(path.get(0));
            for (List<Bytes> wrong : List.of(List.<Bytes>of(), path.subList(0, 8), longer, BATCH.path(8))) {
                assertChangeRefused(ErrorCode.STATUS_PATH_WRONG, REGION_A, signed(right, wrong, KEY_A));
            }
            var elsewhere = new Licence(NETWORK, DEPARTMENT_A, right.batch(), 300, right.statement());
            assertChangeRefused(ErrorCode.STATUS_PATH_WRONG, REGION_A, signed(elsewhere, path, KEY_A));
            var other = new Licence(NETWORK, DEPARTMENT_A, right.batch(), 7, BATCH.digest(8));
            assertChangeRefused(ErrorCode.STATUS_PATH_WRONG, REGION_A, signed(other, path, KEY_A));
            var unknown = new Licence(NETWORK, DEPARTMENT_A, NEXT.batch().key(), 0, NEXT.digest(0));
            assertChangeRefused(ErrorCode.STATUS_BATCH_UNKNOWN, REGION_A, signed(unknown, NEXT.path(0), KEY_A));
        }

        @Test
        void only_the_batchs_department_changes_its_licences() {
            Licence mine = BATCH.licence(7);
            var claimed = new Licence(NETWORK, DEPARTMENT_B, mine.batch(), 7, mine.statement());
            assertChangeRefused(ErrorCode.STATUS_NOT_ISSUER, REGION_B, signed(claimed, BATCH.path(7), KEY_B));
            assertChangeRefused(ErrorCode.SIGNER_KEY_UNKNOWN, REGION_A, signed(mine, BATCH.path(7), KEY_B));
            assertChangeRefused(ErrorCode.SIGNER_REGION_WRONG, REGION_B, signed(mine, BATCH.path(7), KEY_A));
            var impostor = new TestKey(KEY_B.privateKey(), KEY_A.certificate());
            assertChangeRefused(ErrorCode.SIGNER_SIGNATURE_WRONG, REGION_A, signed(mine, BATCH.path(7), impostor));
            var elsewhere = new Licence(new Network("elsewhere"), DEPARTMENT_A, mine.batch(), 7, mine.statement());
            assertChangeRefused(ErrorCode.SIGNER_NETWORK_WRONG, REGION_A, signed(elsewhere, BATCH.path(7), KEY_A));
        }

        @Test
        void who_anchors_a_foreign_statement_changes_nothing_for_its_issuer() {
            Issued copy = Issued.of(NETWORK, DEPARTMENT_B, REGION_B, KEY_B, List.of(BATCH.digest(7)));
            ledger.submit(REGION_B, copy.anchor());
            ProvenChange theirs = copy.prove(first(copy.licence(0)));
            assertThat(ledger.submit(REGION_B, new ChangeStatus(theirs))).isEqualTo(Outcome.CHANGED);
            assertThat(status(7)).isEqualTo("null");
        }

        @Test
        void an_active_key_of_the_department_signs_even_for_batches_of_an_ended_one() {
            TestKey fresh = TestKey.of(77);
            ledger.submit(REGION_A, AddKey.prove(NETWORK, DEPARTMENT_A, fresh.certificate(), fresh));
            ChangeStatus before = suspend(0, 1);
            ledger.submit(REGION_A, before);
            ledger.submit(REGION_A, new RevokeType(DEPARTMENT_A, TYPE));
            ledger.submit(REGION_A, new RetireKey(DEPARTMENT_A, KEY_A.kid()));
            assertThat(ledger.submit(REGION_A, before)).isEqualTo(Outcome.SAME);
            assertChangeRefused(ErrorCode.SIGNER_KEY_RETIRED, REGION_A, signed(BATCH.licence(7), BATCH.path(7), KEY_A));
            ledger.submit(REGION_A, new DistrustKey(DEPARTMENT_A, KEY_A.kid(), new Position(9, 0)));
            assertChangeRefused(
                    ErrorCode.SIGNER_KEY_DISTRUSTED, REGION_A, signed(BATCH.licence(7), BATCH.path(7), KEY_A));
            assertChanges(REGION_A, new ChangeStatus(signed(BATCH.licence(7), BATCH.path(7), fresh)));
        }

        @Test
        void a_change_with_any_byte_changed_missing_or_added_is_refused() {
            Bytes argument = suspend(7, 1).encode();
            List<Bytes> mutants = new ArrayList<>();
            for (int at = 0; at < argument.size(); at++) {
                for (int flip : new int[] {0x01, 0x80}) {
                    byte[] changed = argument.toArray();
                    changed[at] ^= (byte) flip;
                    mutants.add(Bytes.of(changed));
                }
                mutants.add(argument.slice(0, at));
                mutants.add(argument.slice(0, at)
                        .plus(argument.slice(at, at + 1))
                        .plus(argument.slice(at, argument.size())));
            }
            mutants.add(argument.plus(Bytes.of((byte) 0)));
            assertThat(mutants.stream().filter(mutant -> !isRefused("status:change", mutant)))
                    .isEmpty();
            assertThat(status(7)).isEqualTo("null");
        }
    }

    private boolean isRefused(String function, Bytes argument) {
        try {
            ledger.invoke(REGION_A, function, argument);
            return false;
        } catch (ContractException e) {
            return true;
        }
    }

    @Nested
    final class Successors {
        private ProvenChange renewed(int place, long sequence, Issued next, int nextPlace) {
            return BATCH.prove(
                    StatusChange.superseded(
                            BATCH.licence(place), sequence, StatusReason.RENEWED, next.digest(nextPlace)),
                    Optional.of(next.inclusion(nextPlace)));
        }

        private String binding(Issued batch, int place) {
            return ledger.query(
                    "status:binding",
                    batch.batch().header().department().value(),
                    batch.digest(place).hex());
        }

        @Test
        void a_renewal_anchors_the_new_and_ends_the_old_in_one_transaction() {
            var renewal = new RenewBatch(NEXT.batch(), List.of(renewed(0, 1, NEXT, 0), renewed(1, 1, NEXT, 2)));
            int events = ledger.events.size();
            assertChanges(REGION_A, renewal);
            assertThat(ledger.events).hasSize(events + 1);
            assertThat(status(0)).contains("\"state\":\"SUPERSEDED\"", "\"successor\":\"" + NEXT.digest(0) + "\"");
            assertThat(binding(NEXT, 2))
                    .isEqualTo("{\"kind\":\"SUCCESSOR\",\"old\":{\"department\":\"" + DEPARTMENT_A
                            + "\",\"statement\":\"" + BATCH.digest(1) + "\"}}");
            assertThat(binding(NEXT, 1)).isEqualTo("null");
            assertThat(ledger.submit(REGION_A, NEXT.anchor())).isEqualTo(Outcome.SAME);
            assertThat(ledger.submit(REGION_A, new ChangeStatus(renewed(0, 1, NEXT, 0))))
                    .isEqualTo(Outcome.SAME);
        }

        @Test
        void a_renewal_is_whole_or_not_at_all() {
            var bad = new RenewBatch(NEXT.batch(), List.of(renewed(0, 1, NEXT, 0), renewed(1, 2, NEXT, 1)));
            assertRefused(ErrorCode.STATUS_SEQUENCE_WRONG, ledger, REGION_A, bad);
            assertThat(ledger.query("batches:get", NEXT.batch().key().hex())).isEqualTo("null");
            var good = new RenewBatch(NEXT.batch(), List.of(renewed(0, 1, NEXT, 0)));
            ledger.submit(REGION_A, NEXT.anchor());
            assertRefused(ErrorCode.STATUS_RENEWAL_MIXED, ledger, REGION_A, good);
            assertChanges(REGION_A, new ChangeStatus(renewed(0, 1, NEXT, 0)));
            assertThat(ledger.submit(REGION_A, good)).isEqualTo(Outcome.SAME);
        }

        @Test
        void two_old_licences_have_not_one_successor_nor_one_old_two() {
            var twoOld = new RenewBatch(NEXT.batch(), List.of(renewed(0, 1, NEXT, 0), renewed(1, 1, NEXT, 0)));
            assertRefused(ErrorCode.STATUS_BOUND, ledger, REGION_A, twoOld);
            var twoNew = new RenewBatch(NEXT.batch(), List.of(renewed(0, 1, NEXT, 0), renewed(0, 2, NEXT, 1)));
            assertRefused(ErrorCode.STATUS_FROM_WRONG, ledger, REGION_A, twoNew);
            ledger.submit(REGION_A, new RenewBatch(NEXT.batch(), List.of(renewed(0, 1, NEXT, 0))));
            assertRefused(ErrorCode.STATUS_BOUND, ledger, REGION_A, new ChangeStatus(renewed(1, 1, NEXT, 0)));
        }

        @Test
        void the_successor_is_anchored_by_the_same_department() {
            assertRefused(ErrorCode.STATUS_BATCH_UNKNOWN, ledger, REGION_A, new ChangeStatus(renewed(0, 1, NEXT, 0)));
            ledger.submit(REGION_B, THERE.anchor());
            assertRefused(ErrorCode.STATUS_NOT_ISSUER, ledger, REGION_A, new ChangeStatus(renewed(0, 1, THERE, 0)));
            ledger.submit(REGION_A, NEXT.anchor());
            StatusChange change = StatusChange.superseded(BATCH.licence(0), 1, StatusReason.CHANGED, NEXT.digest(0));
            ProvenChange wrongPlace = BATCH.prove(change, Optional.of(NEXT.inclusion(1)));
            assertRefused(ErrorCode.STATUS_PATH_WRONG, ledger, REGION_A, new ChangeStatus(wrongPlace));
        }

        @Test
        void a_change_brings_the_place_of_its_successor_and_of_no_other() {
            StatusChange superseded =
                    StatusChange.superseded(BATCH.licence(0), 1, StatusReason.CHANGED, NEXT.digest(0));
            assertThatIllegalArgumentException().isThrownBy(() -> BATCH.prove(superseded));
            StatusChange suspended = suspend(0, 1).change().signed().change();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> BATCH.prove(suspended, Optional.of(NEXT.inclusion(0))));
            assertThatIllegalArgumentException().isThrownBy(() -> new RenewBatch(NEXT.batch(), List.of()));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Inclusion(NEXT.batch().key(), -1, List.of()));
        }

        @Test
        void a_renewal_with_any_byte_changed_is_refused_or_the_same() {
            Bytes argument = new RenewBatch(NEXT.batch(), List.of(renewed(0, 1, NEXT, 0))).encode();
            for (int at = 0; at < argument.size(); at++) {
                byte[] changed = argument.toArray();
                changed[at] ^= 1;
                assertThat(isRefused("batches:renew", Bytes.of(changed)))
                        .as("byte %d", at)
                        .isTrue();
            }
        }
    }

    @Nested
    final class Transfers {
        private final Target target = new Target(REGION_B, DEPARTMENT_B);
        private final ChangeStatus out = command(StatusChange.transferredOut(BATCH.licence(0), 1, target));

        private ProvenChange in(int place, Predecessor old) {
            return THERE.prove(StatusChange.transferredIn(THERE.licence(place), 1, old));
        }

        private Predecessor old(int place) {
            return new Predecessor(DEPARTMENT_A, BATCH.digest(place));
        }

        @Test
        void a_licence_goes_out_and_is_taken_in_once_with_the_batch_of_the_new_one() {
            assertChanges(REGION_A, out);
            assertThat(status(0))
                    .contains("\"target\":{\"department\":\"" + DEPARTMENT_B + "\",\"region\":\"" + REGION_B + "\"}")
                    .doesNotContain("takenBy");
            assertChanges(REGION_B, new RenewBatch(THERE.batch(), List.of(in(0, old(0)))));
            assertThat(status(0))
                    .contains(
                            "\"takenBy\":{\"department\":\"" + DEPARTMENT_B + "\",\"statement\":\"" + THERE.digest(0));
            assertThat(ledger.query(
                            "status:binding",
                            DEPARTMENT_B.value(),
                            THERE.digest(0).hex()))
                    .contains("\"kind\":\"TRANSFER\"", BATCH.digest(0).hex());
            assertThat(ledger.submit(REGION_A, out)).isEqualTo(Outcome.SAME);
            assertRefused(ErrorCode.STATUS_PREDECESSOR_TAKEN, ledger, REGION_B, new ChangeStatus(in(1, old(0))));
        }

        @Test
        void only_what_was_let_go_to_this_department_is_taken_in() {
            ledger.submit(REGION_B, THERE.anchor());
            assertRefused(ErrorCode.STATUS_PREDECESSOR_WRONG, ledger, REGION_B, new ChangeStatus(in(0, old(0))));
            ledger.submit(
                    REGION_A,
                    command(StatusChange.transferredOut(BATCH.licence(0), 1, new Target("RegionCMSP", DEPARTMENT_B))));
            assertRefused(ErrorCode.STATUS_PREDECESSOR_WRONG, ledger, REGION_B, new ChangeStatus(in(0, old(0))));
            ledger.submit(REGION_A, suspend(1, 1));
            assertRefused(ErrorCode.STATUS_PREDECESSOR_WRONG, ledger, REGION_B, new ChangeStatus(in(0, old(1))));
        }

        @Test
        void one_new_licence_continues_one_old_licence() {
            ledger.submit(REGION_B, THERE.anchor());
            ledger.submit(REGION_A, out);
            ledger.submit(REGION_A, command(StatusChange.transferredOut(BATCH.licence(1), 1, target)));
            ledger.submit(REGION_B, new ChangeStatus(in(0, old(0))));
            StatusChange second = StatusChange.transferredIn(THERE.licence(0), 2, old(1));
            assertRefused(ErrorCode.STATUS_BOUND, ledger, REGION_B, new ChangeStatus(THERE.prove(second)));
        }
    }
}
