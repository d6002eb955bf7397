package org.zhaoku.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.anchor.BatchHeader;
import org.zhaoku.verifier.anchor.FullReceipt;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.Network;

/** Three regions and the hub, four BFT orderers; skipped, and counted as such, where Fabric is not at hand. */
class FabricEndToEndIT extends EndToEndSuite {
    private static final String HOME = System.getProperty("zhaoku.fabric.home", "");
    private static final FabricNetwork NETWORK = new FabricNetwork(HOME, "fabric-network", 17000);

    @BeforeAll
    static void up() {
        if (!HOME.isEmpty()) {
            NETWORK.down();
            NETWORK.up();
        }
    }

    @AfterAll
    static void down() {
        if (!HOME.isEmpty()) {
            NETWORK.down();
        }
    }

    @BeforeEach
    @Override
    void start() {
        assumeTrue(!HOME.isEmpty(), "Fabric was not found: ./zhaoku test looks for it");
        super.start();
    }

    @Override
    List<String> ledgerArguments() {
        return List.of("--spring.config.additional-location=file:" + NETWORK.gatewayProperties("a"));
    }

    @Override
    Network network(Path data) {
        return new Network("regions");
    }

    @Override
    List<Path> ledgerStore(Path data) {
        return List.of(NETWORK.store());
    }

    @Test
    void a_peer_that_is_asked_without_the_gateway_shows_the_batch_root() {
        String id = issue();
        awaitInForce(List.of(id));
        String receipt =
                gateway().get("/api/v1/licences/" + id).at("/licence/receipt").asString();
        Bytes header = FullReceipt.decode(Bytes.of(Base64.getUrlDecoder().decode(receipt)))
                .header();
        String root =
                BatchHeader.decode(CoseSign1.decode(header).payload()).root().hex();

        assertThat(NETWORK.query("b", "batches:byRoot", root)).contains(root).contains(DEPARTMENT);
    }

    @Test
    void issuing_goes_on_while_a_region_is_down() {
        long before = anchoredNow();
        List<String> ids = new ArrayList<>();
        try {
            NETWORK.stop("peer-c");
            NETWORK.stop("chaincode-c");
            ids.addAll(issue(10));
            awaitInForce(ids);
        } finally {
            NETWORK.start("chaincode-c");
            NETWORK.start("peer-c");
        }
        assertAnchoredOnce(ids, before);
    }

    @Test
    void issuing_goes_on_while_the_gateways_own_region_is_down() {
        long before = anchoredNow();
        List<String> ids = new ArrayList<>(issue(5));
        try {
            NETWORK.stop("peer-a");
            NETWORK.stop("chaincode-a");
            ids.addAll(issue(5));
            awaitInForce(ids);
        } finally {
            NETWORK.start("chaincode-a");
            NETWORK.start("peer-a");
        }
        assertAnchoredOnce(ids, before);
    }

    @Test
    void the_leading_orderer_killed_in_mid_batch_loses_nothing_and_anchors_nothing_twice() {
        long before = anchoredNow();
        String leader = NETWORK.leader();
        List<String> ids = new ArrayList<>(issue(10));
        try {
            NETWORK.stop(leader);
            ids.addAll(issue(10));
            awaitInForce(ids);
        } finally {
            NETWORK.start(leader);
        }
        assertAnchoredOnce(ids, before);
    }
}
