package org.zhaoku.gateway.ledger.fabric;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.zhaoku.chaincode.command.AuthoriseType;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.gateway.testing.Codes;

/** Some peers of one network, the first one this region's, and ledgers that use them. */
final class FakeNetwork implements AutoCloseable {
    static final String REGION = "RegionAMSP";
    /** The first call of a process loads the client's classes. */
    static final Duration DEADLINE = Duration.ofSeconds(2);

    static final Duration COMMIT_DEADLINE = Duration.ofSeconds(3);
    static final Duration STREAM_CHECK = Duration.ofMillis(300);

    final FakeFabric fabric = new FakeFabric();
    final List<FakePeer> peers = new ArrayList<>();
    final IdentityFiles identity;

    private final List<FabricLedger> ledgers = new ArrayList<>();

    FakeNetwork(Path folder, int size) {
        identity = IdentityFiles.write(folder, Duration.ofDays(30));
        for (int i = 0; i < size; i++) {
            peers.add(new FakePeer(fabric));
        }
    }

    FakePeer own() {
        return peers.get(0);
    }

    FakePeer other() {
        return peers.get(1);
    }

    /** Each is one more process of the gateway. */
    FabricLedger ledger() {
        return ledger(128, 1000);
    }

    FabricLedger ledger(int maxCalls, int maxQueue) {
        var ledger = new FabricLedger(properties(maxCalls, maxQueue), FakePeer::connect);
        ledgers.add(ledger);
        return ledger;
    }

    FabricProperties properties(int maxCalls, int maxQueue) {
        return new FabricProperties(
                "regions",
                "zhaoku",
                REGION,
                identity.certificate(),
                identity.privateKey(),
                peers.stream()
                        .map(peer -> new FabricProperties.Peer(peer.endpoint(), identity.certificate(), "localhost"))
                        .toList(),
                new FabricProperties.Deadline(DEADLINE, DEADLINE, DEADLINE, DEADLINE, COMMIT_DEADLINE),
                maxCalls,
                maxQueue,
                STREAM_CHECK);
    }

    static Command command() {
        return new AuthoriseType(Codes.department(), Codes.type());
    }

    @Override
    public void close() {
        ledgers.forEach(FabricLedger::close);
        peers.forEach(FakePeer::close);
    }
}
