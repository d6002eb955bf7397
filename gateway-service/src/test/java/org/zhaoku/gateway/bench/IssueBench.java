package org.zhaoku.gateway.bench;

import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.gateway.e2e.FabricClient;
import org.zhaoku.gateway.e2e.FabricNetwork;
import org.zhaoku.gateway.e2e.GatewayProcess;
import org.zhaoku.gateway.e2e.Office;
import org.zhaoku.gateway.ledger.embedded.EmbeddedLedger;
import org.zhaoku.verifier.cose.Network;

/** Issuing in bulk on the embedded ledger and on Fabric, and the parts that it is made of. */
final class IssueBench {
    private static final String REGION = "a";

    private final Site site;
    private final Plan plan;
    private final PrintStream out;

    IssueBench(Site site, Plan plan, PrintStream out) {
        this.site = site;
        this.plan = plan;
        this.out = out;
    }

    /** Starts what is needed, and measures. */
    IssueFigures run() {
        double embedded = embedded();
        if (!site.hasFabric()) {
            out.println("Fabric: not found, its part is missing (see network-config/README.md)");
            return new IssueFigures(embedded, Optional.empty());
        }
        return new IssueFigures(embedded, Optional.of(fabric()));
    }

    private double embedded() {
        try (var ledger = EmbeddedLedger.open(site.folder().resolve("parts-ledger"), new SecureRandom())) {
            var parts = new IssueParts(site.folder().resolve("parts"), ledger.network(), ledger.region());
            line("part: sign, one thread", parts.sign());
            line("part: store, embedded database", parts.store());
            line(
                    "part: anchor, embedded, batches of " + IssueParts.BATCH,
                    parts.anchor(command -> ledger.submit(command).block()));
        }
        try (GatewayProcess gateway = site.embeddedGateway()) {
            return issue(gateway, "embedded");
        }
    }

    private double fabric() {
        FabricNetwork network = site.startNetwork();
        try (var client = FabricClient.of(network, REGION)) {
            var parts = new IssueParts(site.folder().resolve("parts-fabric"), new Network("regions"), "RegionAMSP");
            line(
                    "part: anchor, Fabric, batches of " + IssueParts.BATCH,
                    parts.anchor(command -> submit(client, command)));
        }
        return issue(site.fabricGateway(), "Fabric");
    }

    private static void submit(FabricClient client, Command command) {
        try {
            TxValidationCode verdict = client.submit(command);
            if (verdict != TxValidationCode.VALID) {
                throw new IllegalStateException(command.kind() + " is " + verdict);
            }
        } catch (GatewayException e) {
            throw new IllegalStateException(command.kind() + " is not on the ledger", e);
        }
    }

    private double issue(GatewayProcess gateway, String ledger) {
        Office office = Office.next();
        office.register(gateway);
        try (var bulk = new BulkLoad(gateway, office)) {
            double best = BulkLoad.best(bulk.rounds(plan.rounds(), plan.warmUpLicences(), plan.roundSeconds()))
                    .perSecond();
            line("part: read and validate, HTTP, " + ledger, bulk.refused(plan.warmUpLicences()));
            line("licences from request to in force, HTTP, " + ledger, best);
            return best;
        }
    }

    private void line(String what, double perSecond) {
        out.printf(Locale.ROOT, "%-56s %,12.1f /s %,10.1f µs%n", what, perSecond, 1e6 / perSecond);
    }
}
