package org.zhaoku.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhaoku.chaincode.command.AnchorBatch;
import org.zhaoku.chaincode.command.AuthoriseType;
import org.zhaoku.chaincode.command.ChangeStatus;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.DistrustKey;
import org.zhaoku.chaincode.command.PutRegion;
import org.zhaoku.chaincode.command.RegionKey;
import org.zhaoku.chaincode.command.RetireKey;
import org.zhaoku.gateway.keys.KeysProperties;
import org.zhaoku.gateway.keys.Pkcs12Signer;
import org.zhaoku.gateway.keys.SigningKey;
import org.zhaoku.gateway.ledger.Department;
import org.zhaoku.gateway.life.AnchoredLicence;
import org.zhaoku.gateway.life.Moves;
import org.zhaoku.gateway.store.DataDirectory;
import org.zhaoku.gateway.testing.Codes;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.status.LicenceState;
import org.zhaoku.verifier.status.StatusChange;
import org.zhaoku.verifier.status.StatusReason;

/**
 * What only real peers enforce: state-based endorsement, roles in certificates, and reads that have become old. Four regions,
 * since two of four (the chaincode's policy) and the owner with one other (the policy of an entry) then differ.
 */
class FabricContractsIT {
    private static final String HOME = System.getProperty("zhaoku.fabric.home", "");
    private static final FabricNetwork FABRIC = new FabricNetwork(HOME, "fabric-contracts", 24200);
    private static final Network NETWORK = new Network("regions");
    private static final List<String> REGIONS = List.of("a", "b", "c", "d");

    @TempDir
    private Path folder;

    private Department department;

    @BeforeAll
    static void up(@TempDir Path keys) throws Exception {
        if (!HOME.isEmpty()) {
            FABRIC.down();
            FABRIC.up("--regions", "4");
            for (String region : REGIONS) {
                try (var client = FabricClient.of(FABRIC, region)) {
                    assertThat(client.submit(directoryEntry(keys.resolve(region), msp(region))))
                            .isEqualTo(TxValidationCode.VALID);
                }
            }
        }
    }

    @AfterAll
    static void down() {
        if (!HOME.isEmpty()) {
            FABRIC.down();
        }
    }

    private static String msp(String region) {
        return "Region" + region.toUpperCase(java.util.Locale.ROOT) + "MSP";
    }

    private static PutRegion directoryEntry(Path folder, String msp) {
        var signer = Pkcs12Signer.open(
                DataDirectory.open(folder), new KeysProperties("", "test"), Clock.systemUTC(), new SecureRandom());
        SigningKey checkpoints = signer.region();
        SigningKey gateway = signer.createDepartment(Codes.department(), "网关");
        return new PutRegion(
                1,
                "测试地区",
                List.of("https://gateway.example"),
                List.of(RegionKey.prove(NETWORK, msp, RegionKey.Use.GATEWAY, gateway.certificate(), gateway)),
                RegionKey.prove(NETWORK, msp, RegionKey.Use.CHECKPOINT, checkpoints.certificate(), checkpoints));
    }

    @BeforeEach
    void register() throws Exception {
        assumeTrue(!HOME.isEmpty(), "Fabric was not found: ./zhaoku test looks for it");
        department = new Department(folder, NETWORK, msp("a"));
        try (var client = FabricClient.of(FABRIC, "a")) {
            for (Command command : department.registration()) {
                assertThat(client.submit(command)).isEqualTo(TxValidationCode.VALID);
            }
        }
    }

    private RetireKey retire() {
        return new RetireKey(department.code(), department.key().kid());
    }

    private static void assertRefused(FabricClient client, Command command, String code) {
        assertRefused(() -> client.endorse(command), code);
    }

    private static void assertRefused(ThrowingCallable endorsement, String code) {
        assertThatThrownBy(endorsement)
                .isInstanceOfSatisfying(
                        EndorseException.class,
                        e -> assertThat(e.getDetails())
                                .extracting(ErrorDetail::getMessage)
                                .anyMatch(said -> said.contains(code + ":")));
    }

    @Test
    void two_regions_without_the_owner_make_new_entries_but_cannot_change_the_owners() throws Exception {
        var type = new AuthoriseType(department.code(), Codes.type());
        try (var client = FabricClient.of(FABRIC, "a")) {
            assertThat(client.submit(type, msp("b"), msp("c"))).isEqualTo(TxValidationCode.VALID);

            assertThat(client.submit(retire(), msp("b"), msp("c")))
                    .isEqualTo(TxValidationCode.ENDORSEMENT_POLICY_FAILURE);
            assertThat(client.submit(retire(), msp("a"), msp("d"))).isEqualTo(TxValidationCode.VALID);
        }
    }

    @Test
    void one_region_alone_makes_nothing_and_the_owner_alone_changes_nothing() throws Exception {
        var type = new AuthoriseType(department.code(), Codes.type());
        try (var client = FabricClient.of(FABRIC, "a")) {
            assertThat(client.submit(type, msp("b"))).isEqualTo(TxValidationCode.ENDORSEMENT_POLICY_FAILURE);
            assertThat(client.submit(retire(), msp("a"))).isEqualTo(TxValidationCode.ENDORSEMENT_POLICY_FAILURE);
        }
    }

    @Test
    void another_regions_caller_is_refused_by_the_contract_whoever_endorses() {
        try (var client = FabricClient.of(FABRIC, "b")) {
            assertRefused(client, retire(), "REGISTRY_NOT_OWN_REGION");
        }
    }

    @Test
    void while_the_owners_peer_is_down_all_others_stand_in_for_it_but_not_for_its_caller() throws Exception {
        FABRIC.stop("peer-a");
        try (var stranger = FabricClient.of(FABRIC, "b");
                var owner = FabricClient.through(FABRIC, "a", "b")) {
            assertRefused(stranger, retire(), "REGISTRY_NOT_OWN_REGION");
            assertThat(owner.submit(retire(), msp("b"), msp("c")))
                    .isEqualTo(TxValidationCode.ENDORSEMENT_POLICY_FAILURE);
            assertThat(owner.submit(retire(), msp("b"), msp("c"), msp("d"))).isEqualTo(TxValidationCode.VALID);
        } finally {
            FABRIC.start("peer-a");
        }
    }

    @Test
    void an_identity_does_what_the_role_in_its_certificate_lets_it() throws Exception {
        try (var gateway = FabricClient.of(FABRIC, "a", identity("machine", "gateway"));
                var operator = FabricClient.of(FABRIC, "a", identity("clerk", "operator"));
                var auditor = FabricClient.of(FABRIC, "a", identity("watcher", "auditor"))) {
            assertThat(gateway.submit(department.batch(3, 1))).isEqualTo(TxValidationCode.VALID);
            assertRefused(gateway, retire(), "ROLE_MISSING");
            assertRefused(auditor, department.batch(3, 2), "ROLE_MISSING");
            assertRefused(auditor, retire(), "ROLE_MISSING");
            assertRefused(operator, department.batch(3, 2), "ROLE_MISSING");
            assertThat(operator.submit(retire())).isEqualTo(TxValidationCode.VALID);
        }
    }

    private static Path identity(String name, String role) {
        return Path.of(FABRIC.run("identity", "a", name, "--role", role).strip());
    }

    @Test
    void every_move_that_the_table_forbids_is_refused_on_the_peers() throws Exception {
        List<Moves.Standing> standings =
                Moves.all().stream().map(Moves.Move::from).distinct().toList();
        int size = 3 * standings.size();
        AnchorBatch batch = department.batch(size, 4);
        try (var client = FabricClient.of(FABRIC, "a")) {
            assertThat(client.submit(batch)).isEqualTo(TxValidationCode.VALID);
            for (int i = 0; i < standings.size(); i++) {
                AnchoredLicence licence = licence(batch, size, 3 * i);
                AnchoredLicence next = licence(batch, size, 3 * i + 1);
                long sequence = arranged(client, licence, standings.get(i), next);
                for (Moves.Move move : forbidden(standings.get(i))) {
                    assertRefused(() -> refused(client, move, licence, sequence), move.contract());
                }
            }
        }
    }

    private static List<Moves.Move> forbidden(Moves.Standing standing) {
        return Moves.all().stream()
                .filter(move -> move.from().equals(standing) && move.isRefusedByContract())
                .toList();
    }

    private AnchoredLicence licence(AnchorBatch batch, int size, int place) {
        List<Bytes> digests = Department.digests(size, 4);
        var tree = new TileTree(digests);
        return new AnchoredLicence(
                "",
                new StatusChange.Licence(
                        NETWORK, department.code(), batch.batch().key(), place, digests.get(place)),
                Stream.concat(tree.pathInTile(place).stream(), tree.pathOfTile(0).stream())
                        .toList(),
                Optional.empty());
    }

    /** Brings a licence to a standing; the sequence of the change that would be next. */
    private long arranged(FabricClient client, AnchoredLicence licence, Moves.Standing wanted, AnchoredLicence next)
            throws Exception {
        long sequence = 1;
        LicenceState from = LicenceState.IN_FORCE;
        for (StatusReason reason : Moves.way(wanted)) {
            assertThat(client.submit(signed(licence, sequence, from, reason, next)))
                    .isEqualTo(TxValidationCode.VALID);
            from = Moves.target(reason, from);
            sequence++;
        }
        return sequence;
    }

    private ChangeStatus signed(
            AnchoredLicence licence, long sequence, LicenceState from, StatusReason reason, AnchoredLicence next) {
        return Moves.signed(
                licence,
                sequence,
                from,
                reason,
                Optional.of(next).filter(successor -> Moves.supersedes(reason)),
                department.key());
    }

    private void refused(FabricClient client, Moves.Move move, AnchoredLicence licence, long sequence)
            throws EndorseException {
        LicenceState from = move.from().state();
        if (move.contract().equals("STATUS_MOVE_FORBIDDEN")) {
            client.endorse("status:change", Moves.forbidden(licence, sequence, from, move.reason(), department.key()));
        } else {
            client.endorse(signed(licence, sequence, from, move.reason(), licence));
        }
    }

    @Test
    void a_batch_that_was_endorsed_and_held_back_while_its_key_was_retired_is_invalid() throws Exception {
        assertHeldBackIsInvalid(retire());
    }

    @Test
    void a_batch_that_was_endorsed_and_held_back_while_its_key_was_distrusted_is_invalid() throws Exception {
        assertHeldBackIsInvalid(
                new DistrustKey(department.code(), department.key().kid(), new Position(1, 0)));
    }

    private void assertHeldBackIsInvalid(Command end) throws Exception {
        try (var client = FabricClient.of(FABRIC, "a")) {
            Transaction held = client.endorse(department.batch(3, 3));
            assertThat(client.submit(end)).isEqualTo(TxValidationCode.VALID);

            assertThat(client.submit(held)).isEqualTo(TxValidationCode.MVCC_READ_CONFLICT);
        }
    }
}
