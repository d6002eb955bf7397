package org.zhaoku.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.gateway.ledger.Department;
import org.zhaoku.gateway.ledger.fabric.FabricLedger;
import org.zhaoku.verifier.cose.Network;

/** The sizes that the flags allow, and what they refuse; three and four regions with BFT are run by the other tests. */
class FabricSizesIT {
    private static final String HOME = System.getProperty("zhaoku.fabric.home", "");
    private static final FabricNetwork NETWORK = new FabricNetwork(HOME, "fabric-sizes", 24600);

    @TempDir
    private Path folder;

    @BeforeEach
    void clean() {
        assumeTrue(!HOME.isEmpty(), "Fabric was not found: ./zhaoku test looks for it");
        NETWORK.down();
    }

    @AfterEach
    void down() {
        if (!HOME.isEmpty()) {
            NETWORK.down();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--regions 2", "--raft --regions 2", "--raft 3"})
    void a_network_of_each_size_comes_up_and_takes_a_transaction(String options) throws Exception {
        NETWORK.up(options.split(" "));
        submit();
        if (options.equals("--raft 3")) {
            NETWORK.stop(NETWORK.leader());
            submitWithoutTheOldLeader();
        }
    }

    private void submitWithoutTheOldLeader() {
        var department = new Department(folder.resolve("second"), new Network("regions"), "RegionAMSP");
        try (var ledger = new FabricLedger(FabricClient.properties(NETWORK, "a"))) {
            assertThat(ledger.submit(department.registration().get(0)).block(Duration.ofSeconds(60)))
                    .isEqualTo(Outcome.CHANGED);
        }
    }

    private void submit() throws Exception {
        var department = new Department(folder, new Network("regions"), "RegionAMSP");
        try (var client = FabricClient.of(NETWORK, "a")) {
            for (Command command : department.registration()) {
                assertThat(client.submit(command)).isEqualTo(TxValidationCode.VALID);
            }
        }
    }

    @Test
    void what_makes_no_sense_is_refused_with_the_reason() {
        for (List<String> refused : List.of(
                List.of("--regions", "5", "--regions needs 2, 3 or 4, got 5"),
                List.of("--regions", "1", "--regions needs 2, 3 or 4, got 1"),
                List.of("--raft", "2", "--raft needs 1 or 3 orderers, got 2"))) {
            assertThatThrownBy(() -> NETWORK.up(refused.get(0), refused.get(1))).hasMessageContaining(refused.get(2));
        }
    }
}
