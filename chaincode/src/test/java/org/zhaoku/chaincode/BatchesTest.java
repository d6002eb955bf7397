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

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zhaoku.chaincode.command.AnchorBatch;
import org.zhaoku.chaincode.command.AuthoriseType;
import org.zhaoku.chaincode.command.DistrustKey;
import org.zhaoku.chaincode.command.LedgerEvent;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.chaincode.command.RetireKey;
import org.zhaoku.chaincode.ledger.ContractException;
import org.zhaoku.chaincode.ledger.ErrorCode;
import org.zhaoku.chaincode.testing.Samples;
import org.zhaoku.chaincode.testing.TestKey;
import org.zhaoku.chaincode.testing.TestLedger;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.anchor.SignedBatch;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.cose.Network;

final class BatchesTest {
    private final TestLedger ledger = Samples.ledger();
    private final AnchorBatch anchor = Samples.batch();

    private Bytes argument(Bytes message, List<Bytes> tileRoots) {
        return Cbor.map()
                .put(1, Cbor.of(1))
                .put(2, Cbor.of(message))
                .put(3, Cbor.of(Bytes.concat(tileRoots)))
                .build()
                .encode();
    }

    private void assertAnchorRefused(ErrorCode code, AnchorBatch command) {
        assertRefused(code, ledger, REGION_A, command);
    }

    @Test
    void a_batch_is_anchored_and_announced_with_header_and_tile_roots() {
        assertThat(ledger.submit(REGION_A, anchor)).isEqualTo(Outcome.CHANGED);
        LedgerEvent event = ledger.events.get(ledger.events.size() - 1);
        assertThat(event.name()).isEqualTo("batch.anchored");
        assertThat(event.region()).isEqualTo(REGION_A);
        SignedBatch announced = ((AnchorBatch) event.command()).batch();
        assertThat(announced.message()).isEqualTo(anchor.batch().message());
        assertThat(announced.tileRoots()).isEqualTo(anchor.batch().tileRoots()).hasSize(2);
    }

    @Test
    void the_same_header_twice_is_the_same_batch_whatever_its_signature() {
        ledger.submit(REGION_A, anchor);
        int events = ledger.events.size();
        AnchorBatch signedAgain = Samples.batch();
        assertThat(signedAgain.batch().message()).isNotEqualTo(anchor.batch().message());
        assertThat(ledger.submit(REGION_A, anchor)).isEqualTo(Outcome.SAME);
        assertThat(ledger.submit(REGION_A, signedAgain)).isEqualTo(Outcome.SAME);
        assertThat(ledger.events).hasSize(events);
        assertThat(ledger.query("batches:get", anchor.batch().key().hex()))
                .contains(anchor.batch().message().hex());
    }

    @Test
    void another_header_with_the_same_root_is_another_batch() {
        ledger.submit(REGION_A, new AuthoriseType(DEPARTMENT_A, OTHER_TYPE));
        AnchorBatch other = Samples.batch(NETWORK, DEPARTMENT_A, REGION_A, KEY_A, 300, TYPE, OTHER_TYPE);
        assertThat(other.batch().header().root())
                .isEqualTo(anchor.batch().header().root());
        assertThat(ledger.submit(REGION_A, anchor)).isEqualTo(Outcome.CHANGED);
        assertThat(ledger.submit(REGION_A, other)).isEqualTo(Outcome.CHANGED);
        assertThat(ledger.query("batches:byRoot", anchor.batch().header().root().hex()))
                .contains(anchor.batch().key().hex(), other.batch().key().hex());
    }

    @Test
    void a_squatter_cannot_take_a_root_from_its_department() {
        ledger.submit(REGION_B, new AuthoriseType(DEPARTMENT_B, TYPE));
        AnchorBatch squat = Samples.batch(NETWORK, DEPARTMENT_B, REGION_B, KEY_B, 300, TYPE);
        assertThat(ledger.submit(REGION_B, squat)).isEqualTo(Outcome.CHANGED);
        assertThat(ledger.submit(REGION_A, anchor)).isEqualTo(Outcome.CHANGED);
    }

    @Test
    void a_squatter_cannot_sign_for_another_department() {
        assertRefused(
                ErrorCode.BATCH_KEY_UNKNOWN,
                ledger,
                REGION_A,
                Samples.batch(NETWORK, DEPARTMENT_A, REGION_A, KEY_B, 300, TYPE));
        TestKey claimsKeyA = new TestKey(KEY_B.privateKey(), KEY_A.certificate());
        assertAnchorRefused(
                ErrorCode.BATCH_SIGNATURE_WRONG, Samples.batch(NETWORK, DEPARTMENT_A, REGION_A, claimsKeyA, 300, TYPE));
    }

    @Test
    void a_key_that_is_not_registered_is_refused() {
        assertAnchorRefused(
                ErrorCode.BATCH_KEY_UNKNOWN, Samples.batch(NETWORK, DEPARTMENT_A, REGION_A, TestKey.of(5), 300, TYPE));
    }

    @Test
    void a_retired_key_signs_no_new_batch_but_a_retry_learns_that_its_batch_is_in() {
        ledger.submit(REGION_A, anchor);
        ledger.submit(REGION_A, new RetireKey(DEPARTMENT_A, KEY_A.kid()));
        assertThat(ledger.submit(REGION_A, anchor)).isEqualTo(Outcome.SAME);
        assertAnchorRefused(
                ErrorCode.BATCH_KEY_RETIRED, Samples.batch(NETWORK, DEPARTMENT_A, REGION_A, KEY_A, 1, TYPE));
    }

    @Test
    void a_distrusted_key_signs_no_new_batch() {
        ledger.submit(REGION_A, anchor);
        ledger.submit(REGION_A, new DistrustKey(DEPARTMENT_A, KEY_A.kid(), new Position(7, 3)));
        assertThat(ledger.submit(REGION_A, anchor)).isEqualTo(Outcome.SAME);
        assertAnchorRefused(
                ErrorCode.BATCH_KEY_DISTRUSTED, Samples.batch(NETWORK, DEPARTMENT_A, REGION_A, KEY_A, 1, TYPE));
    }

    @Test
    void every_type_of_the_header_must_be_authorised() {
        assertAnchorRefused(
                ErrorCode.BATCH_TYPE_NOT_AUTHORISED,
                Samples.batch(NETWORK, DEPARTMENT_A, REGION_A, KEY_A, 300, TYPE, OTHER_TYPE));
        ledger.submit(REGION_B, new AuthoriseType(DEPARTMENT_B, OTHER_TYPE));
        assertAnchorRefused(
                ErrorCode.BATCH_TYPE_NOT_AUTHORISED,
                Samples.batch(NETWORK, DEPARTMENT_A, REGION_A, KEY_A, 300, OTHER_TYPE));
    }

    @Test
    void another_networks_header_is_refused() {
        assertAnchorRefused(
                ErrorCode.BATCH_NETWORK_WRONG,
                Samples.batch(new Network("elsewhere"), DEPARTMENT_A, REGION_A, KEY_A, 300, TYPE));
    }

    @Test
    void a_header_signed_for_another_network_or_as_another_kind_is_refused() {
        Bytes header = anchor.batch().header().encode();
        for (CoseSign1 message : List.of(
                CoseSign1.sign(MessageKind.BATCH, new Network("elsewhere"), header, KEY_A),
                CoseSign1.sign(MessageKind.STATEMENT, NETWORK, header, KEY_A))) {
            Bytes argument = argument(message.encoded(), anchor.batch().tileRoots());
            assertRefused(ErrorCode.BATCH_SIGNATURE_WRONG, ledger, REGION_A, "batches:anchor", argument);
        }
    }

    @Test
    void header_department_and_caller_are_of_one_region() {
        assertRefused(ErrorCode.BATCH_REGION_WRONG, ledger, REGION_B, anchor);
        AnchorBatch says = Samples.batch(NETWORK, DEPARTMENT_A, REGION_B, KEY_A, 300, TYPE);
        assertRefused(ErrorCode.BATCH_REGION_WRONG, ledger, REGION_A, says);
        assertRefused(ErrorCode.BATCH_REGION_WRONG, ledger, REGION_B, says);
    }

    @Test
    void a_department_that_is_not_registered_anchors_nothing() {
        assertRefused(ErrorCode.REGISTRY_DEPARTMENT_UNKNOWN, new TestLedger(), REGION_A, anchor);
    }

    @Test
    void tile_roots_agree_with_the_header() {
        List<Bytes> roots = anchor.batch().tileRoots();
        for (List<Bytes> wrong : List.of(List.<Bytes>of(), roots.subList(0, 1), List.of(roots.get(1), roots.get(0)))) {
            assertRefused(
                    ErrorCode.ARGUMENT_MALFORMED,
                    ledger,
                    REGION_A,
                    "batches:anchor",
                    argument(anchor.batch().message(), wrong));
        }
    }

    @Test
    void an_argument_with_any_byte_changed_missing_or_added_is_refused() {
        Bytes argument = anchor.encode();
        List<Bytes> mutants = new ArrayList<>();
        for (int at = 0; at < argument.size(); at++) {
            for (int flip : new int[] {0x01, 0x80}) {
                byte[] changed = argument.toArray();
                changed[at] ^= (byte) flip;
                mutants.add(Bytes.of(changed));
            }
            mutants.add(argument.slice(0, at));
        }
        mutants.add(argument.plus(Bytes.of((byte) 0)));
        List<Bytes> taken =
                mutants.stream().filter(mutant -> !isRefused(mutant)).toList();
        assertThat(taken).isEmpty();
        assertThat(ledger.submit(REGION_A, anchor)).isEqualTo(Outcome.CHANGED);
    }

    private boolean isRefused(Bytes argument) {
        try {
            ledger.invoke(REGION_A, "batches:anchor", argument);
            return false;
        } catch (ContractException e) {
            return true;
        }
    }
}
