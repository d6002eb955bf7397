package org.zhaoku.chaincode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zhaoku.chaincode.Refusals.assertRefused;
import static org.zhaoku.chaincode.testing.Samples.DEPARTMENT_A;
import static org.zhaoku.chaincode.testing.Samples.DEPARTMENT_B;
import static org.zhaoku.chaincode.testing.Samples.KEY_A;
import static org.zhaoku.chaincode.testing.Samples.KEY_B;
import static org.zhaoku.chaincode.testing.Samples.NETWORK;
import static org.zhaoku.chaincode.testing.Samples.OTHER_TYPE;
import static org.zhaoku.chaincode.testing.Samples.REGION_A;
import static org.zhaoku.chaincode.testing.Samples.REGION_B;
import static org.zhaoku.chaincode.testing.Samples.TYPE;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.zhaoku.chaincode.command.AddKey;
import org.zhaoku.chaincode.command.AuthoriseType;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.LedgerEvent;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.chaincode.command.RegisterAuthority;
import org.zhaoku.chaincode.command.RetireKey;
import org.zhaoku.chaincode.ledger.ErrorCode;
import org.zhaoku.chaincode.testing.Samples;
import org.zhaoku.chaincode.testing.TestKey;
import org.zhaoku.chaincode.testing.TestLedger;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.cose.Network;
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
        void a_key_of_another_department_cannot_be_retired() {
            assertRefused(ErrorCode.REGISTRY_KEY_UNKNOWN, ledger, REGION_A, new RetireKey(DEPARTMENT_A, KEY_B.kid()));
            assertRefused(ErrorCode.REGISTRY_KEY_UNKNOWN, ledger, REGION_A, new RetireKey(DEPARTMENT_A, key.kid()));
        }
    }

    @Nested
    final class Types {
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
