package org.zhaoku.chaincode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;
import static org.zhaoku.chaincode.Refusals.assertRefused;
import static org.zhaoku.chaincode.testing.Samples.DEPARTMENT_A;
import static org.zhaoku.chaincode.testing.Samples.DEPARTMENT_B;
import static org.zhaoku.chaincode.testing.Samples.KEY_A;
import static org.zhaoku.chaincode.testing.Samples.KEY_B;
import static org.zhaoku.chaincode.testing.Samples.NETWORK;
import static org.zhaoku.chaincode.testing.Samples.OTHER_TYPE;
import static org.zhaoku.chaincode.testing.Samples.REGION_A;
import static org.zhaoku.chaincode.testing.Samples.REGION_B;
import static org.zhaoku.chaincode.testing.Samples.REGION_C;
import static org.zhaoku.chaincode.testing.Samples.TYPE;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.zhaoku.chaincode.command.AddKey;
import org.zhaoku.chaincode.command.AnchorBatch;
import org.zhaoku.chaincode.command.AuthoriseType;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.DayRange;
import org.zhaoku.chaincode.command.DistrustKey;
import org.zhaoku.chaincode.command.LedgerEvent;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.chaincode.command.RegisterAuthority;
import org.zhaoku.chaincode.command.RetireKey;
import org.zhaoku.chaincode.command.RevokeType;
import org.zhaoku.chaincode.ledger.EndorsementPolicy;
import org.zhaoku.chaincode.ledger.ErrorCode;
import org.zhaoku.chaincode.testing.Samples;
import org.zhaoku.chaincode.testing.TestKey;
import org.zhaoku.chaincode.testing.TestLedger;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.Sm3;

final class RegistryTest {
    private final TestLedger ledger = Samples.ledger();

    private void assertChangesOnce(String region, Command command) {
        int before = ledger.events.size();
        assertThat(ledger.submit(region, command)).isEqualTo(Outcome.CHANGED);
        assertThat(ledger.events).hasSize(before + 1);
        LedgerEvent event = ledger.events.get(before);
        assertThat(event.name()).isEqualTo(command.kind().event());
        assertThat(event.region()).isEqualTo(region);
        assertThat(event.command().encode()).isEqualTo(command.encode());
        assertThat(ledger.submit(region, command)).isEqualTo(Outcome.SAME);
        assertThat(ledger.events).hasSize(before + 1);
    }

    @Nested
    final class Register {
        private final TestLedger empty = new TestLedger();

        @Test
        void the_callers_region_is_the_departments() {
            empty.submit(REGION_B, new RegisterAuthority(DEPARTMENT_A, "住建局"));
            assertThat(empty.query("registry:department", DEPARTMENT_A.value()))
                    .isEqualTo("{\"code\":\"11330100002489006R\",\"keys\":[],\"name\":\"住建局\","
                            + "\"region\":\"RegionBMSP\",\"types\":[]}");
        }

        @Test
        void once_more_is_the_same() {
            var command = new RegisterAuthority(DEPARTMENT_A, "住建局");
            assertThat(empty.submit(REGION_A, command)).isEqualTo(Outcome.CHANGED);
            assertThat(empty.submit(REGION_A, command)).isEqualTo(Outcome.SAME);
            assertThat(empty.events).hasSize(1);
        }

        @Test
        void another_name_or_region_is_refused() {
            empty.submit(REGION_A, new RegisterAuthority(DEPARTMENT_A, "住建局"));
            assertRefused(
                    ErrorCode.REGISTRY_DEPARTMENT_TAKEN, empty, REGION_A, new RegisterAuthority(DEPARTMENT_A, "房管局"));
            assertRefused(
                    ErrorCode.REGISTRY_DEPARTMENT_TAKEN, empty, REGION_B, new RegisterAuthority(DEPARTMENT_A, "住建局"));
        }
    }

    @Nested
    final class Keys {
        private final TestKey key = TestKey.of(77);

        private AddKey add() {
            return AddKey.prove(NETWORK, DEPARTMENT_A, key.certificate(), key);
        }

        private AddKey withProof(MessageKind kind, Network network, Bytes payload, TestKey signer) {
            return new AddKey(
                    DEPARTMENT_A,
                    key.certificate(),
                    CoseSign1.sign(kind, network, payload, signer).encoded());
        }

        private Bytes payload(int format, String department, TestKey of) {
            return Cbor.map()
                    .put(1, Cbor.of(format))
                    .put(2, Cbor.of(department))
                    .put(3, Cbor.of(Sm3.digest(of.certificate().der())))
                    .build()
                    .encode();
        }

        private void assertProofRefused(AddKey command) {
            assertRefused(ErrorCode.REGISTRY_PROOF_WRONG, ledger, REGION_A, command);
        }

        @Test
        void a_key_is_added_once() {
            assertChangesOnce(REGION_A, add());
            assertThat(ledger.query("registry:key", key.kid().toString()))
                    .contains("\"state\":\"ACTIVE\"", key.certificate().der().hex());
        }

        @Test
        void the_same_key_with_a_fresh_proof_is_the_same() {
            ledger.submit(REGION_A, add());
            assertThat(ledger.submit(REGION_A, add())).isEqualTo(Outcome.SAME);
        }

        @Test
        void a_proof_is_of_this_kind_network_department_and_certificate_and_by_the_key_itself() {
            Bytes right = payload(1, DEPARTMENT_A.value(), key);
            assertThat(ledger.submit(REGION_A, withProof(MessageKind.KEY_POSSESSION, NETWORK, right, key)))
                    .isEqualTo(Outcome.CHANGED);
            assertProofRefused(withProof(MessageKind.BATCH, NETWORK, right, key));
            assertProofRefused(withProof(MessageKind.KEY_POSSESSION, new Network("elsewhere"), right, key));
            assertProofRefused(withProof(MessageKind.KEY_POSSESSION, NETWORK, right, KEY_A));
            assertProofRefused(
                    withProof(MessageKind.KEY_POSSESSION, NETWORK, payload(1, DEPARTMENT_B.value(), key), key));
            assertProofRefused(
                    withProof(MessageKind.KEY_POSSESSION, NETWORK, payload(1, DEPARTMENT_A.value(), KEY_A), key));
            assertProofRefused(
                    withProof(MessageKind.KEY_POSSESSION, NETWORK, payload(2, DEPARTMENT_A.value(), key), key));
            assertProofRefused(new AddKey(DEPARTMENT_A, key.certificate(), Bytes.utf8("no proof")));
        }

        @Test
        void only_the_departments_own_region_may_add_or_retire() {
            assertRefused(ErrorCode.REGISTRY_NOT_OWN_REGION, ledger, REGION_B, add());
            assertRefused(
                    ErrorCode.REGISTRY_NOT_OWN_REGION, ledger, REGION_B, new RetireKey(DEPARTMENT_A, KEY_A.kid()));
        }

        @Test
        void a_department_that_is_not_registered_has_no_keys() {
            assertRefused(ErrorCode.REGISTRY_DEPARTMENT_UNKNOWN, new TestLedger(), REGION_A, add());
        }

        @Test
        void another_departments_certificate_is_refused_even_with_a_proof() {
            assertRefused(
                    ErrorCode.REGISTRY_KID_TAKEN,
                    ledger,
                    REGION_A,
                    AddKey.prove(NETWORK, DEPARTMENT_A, KEY_B.certificate(), KEY_B));
        }

        @Test
        void another_certificate_with_a_kid_that_is_taken_is_refused() {
            // no one finds such a pair, so the state is made up: KEY_A's certificate under this key's kid
            ledger.state.put("key/" + key.kid(), ledger.state.get("key/" + KEY_A.kid()));
            assertRefused(ErrorCode.REGISTRY_KID_TAKEN, ledger, REGION_A, add());
        }

        @Test
        void a_retired_key_does_not_come_back() {
            assertChangesOnce(REGION_A, new RetireKey(DEPARTMENT_A, KEY_A.kid()));
            assertThat(ledger.query("registry:key", KEY_A.kid().toString())).contains("\"state\":\"RETIRED\"");
            assertRefused(
                    ErrorCode.REGISTRY_KEY_RETIRED,
                    ledger,
                    REGION_A,
                    AddKey.prove(NETWORK, DEPARTMENT_A, KEY_A.certificate(), KEY_A));
        }

        @Test
        void a_key_has_the_days_that_its_proof_declares() {
            var days = Optional.of(new DayRange(20_454, 24_105));
            assertChangesOnce(REGION_A, AddKey.prove(NETWORK, DEPARTMENT_A, key.certificate(), days, key));
            assertThat(ledger.query("registry:key", key.kid().toString()))
                    .contains("\"firstDay\":20454", "\"lastDay\":24105");
            assertRefused(ErrorCode.REGISTRY_KID_TAKEN, ledger, REGION_A, add());
            var other = new AddKey(DEPARTMENT_A, KEY_A.certificate(), add().proof(), days);
            assertProofRefused(other);
        }

        @Test
        void declared_days_are_in_range_and_order() {
            for (long[] days : new long[][] {{2, 1}, {-719_529, 0}, {0, 2_932_897}}) {
                assertThatIllegalArgumentException().isThrownBy(() -> new DayRange(days[0], days[1]));
            }
            assertThat(LocalDate.of(0, 1, 1).toEpochDay()).isEqualTo(-719_528);
            assertThat(LocalDate.of(9999, 12, 31).toEpochDay()).isEqualTo(2_932_896);
        }

        @Test
        void a_position_of_distrust_moves_earlier_and_never_later() {
            var at = new DistrustKey(DEPARTMENT_A, KEY_A.kid(), new Position(7, 3));
            assertChangesOnce(REGION_A, at);
            assertThat(ledger.query("registry:key", KEY_A.kid().toString()))
                    .contains("\"state\":\"DISTRUSTED\"", "\"distrustedFrom\":{\"block\":7,\"transaction\":3}");
            for (Position later : List.of(new Position(7, 4), new Position(8, 0))) {
                assertRefused(
                        ErrorCode.REGISTRY_DISTRUST_LATER,
                        ledger,
                        REGION_A,
                        new DistrustKey(DEPARTMENT_A, KEY_A.kid(), later));
            }
            assertChangesOnce(REGION_A, new DistrustKey(DEPARTMENT_A, KEY_A.kid(), new Position(7, 2)));
            assertChangesOnce(REGION_A, new DistrustKey(DEPARTMENT_A, KEY_A.kid(), new Position(0, 0)));
            assertRefused(ErrorCode.REGISTRY_DISTRUST_LATER, ledger, REGION_A, at);
        }

        @Test
        void a_distrusted_key_stays_so_and_does_not_come_back() {
            ledger.submit(REGION_A, new RetireKey(DEPARTMENT_A, KEY_A.kid()));
            assertChangesOnce(REGION_A, new DistrustKey(DEPARTMENT_A, KEY_A.kid(), new Position(7, 3)));
            assertThat(ledger.submit(REGION_A, new RetireKey(DEPARTMENT_A, KEY_A.kid())))
                    .isEqualTo(Outcome.SAME);
            assertRefused(
                    ErrorCode.REGISTRY_KEY_DISTRUSTED,
                    ledger,
                    REGION_A,
                    AddKey.prove(NETWORK, DEPARTMENT_A, KEY_A.certificate(), KEY_A));
        }

        @Test
        void only_the_own_region_distrusts_and_only_keys_that_there_are() {
            var from = new Position(0, 0);
            assertRefused(
                    ErrorCode.REGISTRY_NOT_OWN_REGION,
                    ledger,
                    REGION_B,
                    new DistrustKey(DEPARTMENT_A, KEY_A.kid(), from));
            assertRefused(
                    ErrorCode.REGISTRY_KEY_UNKNOWN, ledger, REGION_A, new DistrustKey(DEPARTMENT_A, KEY_B.kid(), from));
        }

        @Test
        void every_change_of_a_key_breaks_the_batches_that_were_endorsed_before() {
            AnchorBatch batch = Samples.batch();
            TestLedger.Transaction held = ledger.begin(REGION_A);
            assertThat(Contracts.apply(held, batch)).isEqualTo(Outcome.CHANGED);
            for (Command change : List.of(
                    new RetireKey(DEPARTMENT_A, KEY_A.kid()),
                    new DistrustKey(DEPARTMENT_A, KEY_A.kid(), new Position(9, 0)),
                    new DistrustKey(DEPARTMENT_A, KEY_A.kid(), new Position(8, 0)),
                    new RevokeType(DEPARTMENT_A, TYPE))) {
                var before = new TreeMap<>(ledger.state);
                ledger.submit(REGION_A, change);
                assertThat(held.reads()).anyMatch(read -> !Objects.equals(ledger.state.get(read), before.get(read)));
            }
        }

        @Test
        void a_key_of_another_department_cannot_be_retired() {
            assertRefused(ErrorCode.REGISTRY_KEY_UNKNOWN, ledger, REGION_A, new RetireKey(DEPARTMENT_A, KEY_B.kid()));
            assertRefused(ErrorCode.REGISTRY_KEY_UNKNOWN, ledger, REGION_A, new RetireKey(DEPARTMENT_A, key.kid()));
        }
    }

    @Nested
    final class Endorsement {
        private final EndorsementPolicy policy =
                new EndorsementPolicy(REGION_A, new TreeSet<>(List.of(REGION_B, REGION_C)));

        @Test
        void entries_belong_to_the_owner_and_one_of_the_others_once_there_are_others() {
            assertThat(ledger.policies).isEmpty();
            ledger.submit(REGION_A, Samples.region(REGION_A, 100));
            ledger.submit(REGION_A, new AuthoriseType(DEPARTMENT_A, OTHER_TYPE));
            assertThat(ledger.policies).isEmpty();
            ledger.submit(REGION_B, Samples.region(REGION_B, 200));
            ledger.submit(REGION_C, Samples.region(REGION_C, 300));
            var key = TestKey.of(77);
            ledger.submit(REGION_A, new RegisterAuthority(UnifiedSocialCreditCode.parse("91440300MA0000T018"), "局"));
            ledger.submit(REGION_A, AddKey.prove(NETWORK, DEPARTMENT_A, key.certificate(), key));
            ledger.submit(REGION_A, new RevokeType(DEPARTMENT_A, TYPE));
            ledger.submit(REGION_A, new DistrustKey(DEPARTMENT_A, KEY_A.kid(), new Position(7, 3)));
            assertThat(ledger.policies)
                    .contains(
                            entry("dept/91440300MA0000T018", policy),
                            entry("key/" + key.kid(), policy),
                            entry("deptkey/" + DEPARTMENT_A + "/" + key.kid(), policy),
                            entry("right/" + DEPARTMENT_A + "/" + TYPE, policy),
                            entry("key/" + KEY_A.kid(), policy))
                    .hasSize(7);
        }

        @Test
        void a_batch_belongs_to_no_region_so_that_one_may_be_down() {
            ledger.submit(REGION_A, Samples.region(REGION_A, 100));
            ledger.submit(REGION_B, Samples.region(REGION_B, 200));
            int before = ledger.policies.size();
            ledger.submit(REGION_A, Samples.batch());
            assertThat(ledger.policies).hasSize(before);
        }

        @Test
        void a_policy_has_another_region_than_the_owner() {
            assertThatIllegalArgumentException().isThrownBy(() -> new EndorsementPolicy(REGION_A, new TreeSet<>()));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new EndorsementPolicy(REGION_A, new TreeSet<>(List.of(REGION_A))));
        }
    }

    @Nested
    final class Types {
        @Test
        void a_right_is_taken_back_and_given_again() {
            assertChangesOnce(REGION_A, new RevokeType(DEPARTMENT_A, TYPE));
            assertThat(ledger.query("registry:department", DEPARTMENT_A.value()))
                    .contains("\"types\":[]");
            assertRefused(ErrorCode.BATCH_TYPE_NOT_AUTHORISED, ledger, REGION_A, Samples.batch());
            assertThat(ledger.submit(REGION_A, new RevokeType(DEPARTMENT_A, OTHER_TYPE)))
                    .isEqualTo(Outcome.SAME);
            assertChangesOnce(REGION_A, new AuthoriseType(DEPARTMENT_A, TYPE));
            assertThat(ledger.submit(REGION_A, Samples.batch())).isEqualTo(Outcome.CHANGED);
            assertRefused(ErrorCode.REGISTRY_NOT_OWN_REGION, ledger, REGION_B, new RevokeType(DEPARTMENT_A, TYPE));
        }

        @Test
        void a_right_is_given_once() {
            assertChangesOnce(REGION_A, new AuthoriseType(DEPARTMENT_A, OTHER_TYPE));
        }

        @Test
        void only_by_the_departments_own_region() {
            assertRefused(
                    ErrorCode.REGISTRY_NOT_OWN_REGION, ledger, REGION_B, new AuthoriseType(DEPARTMENT_A, OTHER_TYPE));
        }

        @Test
        void only_to_a_registered_department() {
            assertRefused(
                    ErrorCode.REGISTRY_DEPARTMENT_UNKNOWN,
                    new TestLedger(),
                    REGION_A,
                    new AuthoriseType(DEPARTMENT_A, TYPE));
        }
    }
}
