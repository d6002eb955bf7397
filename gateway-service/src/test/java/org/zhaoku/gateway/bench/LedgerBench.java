package org.zhaoku.gateway.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import org.hyperledger.fabric.client.GatewayException;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.gateway.drill.PeerBlocks;
import org.zhaoku.gateway.e2e.FabricClient;
import org.zhaoku.gateway.e2e.FabricNetwork;
import org.zhaoku.gateway.e2e.GatewayProcess;
import org.zhaoku.gateway.e2e.Office;
import org.zhaoku.gateway.ledger.Department;
import org.zhaoku.verifier.cose.Network;

/**
 * Both designs on one network, one after the other, so that neither takes from the other: first a transaction for each licence and
 * the sizes of blocks, while no gateway runs; then licences through a gateway.
 */
final class LedgerBench {
    private static final String REGION = "a";
    private static final Network NETWORK = new Network("regions");
    private static final String MSP = "RegionAMSP";

    private final Site site;
    private final Plan plan;
    private final PrintStream out;

    LedgerBench(Site site, Plan plan, PrintStream out) {
        this.site = site;
        this.plan = plan;
        this.out = out;
    }

    private record Singles(double perSecond, SortedMap<Integer, Double> bytes) {}

    /** Starts network and gateway, and measures. */
    LedgerFigures run() {
        FabricNetwork network = site.startNetwork();
        Singles singles = singles(network);
        double licences = licences();
        var figures = new LedgerFigures(licences, singles.perSecond(), singles.bytes());
        out.printf(Locale.ROOT, "%nratio %.1f : 1%n", figures.ratio());
        return figures;
    }

    private Singles singles(FabricNetwork network) {
        try (var client = FabricClient.of(network, REGION);
                var peer = new PeerBlocks(network.gatewayProperties(REGION))) {
            var department = new Department(site.folder().resolve("keys"), NETWORK, MSP);
            for (Command command : department.registration()) {
                client.submit(command);
            }
            var load = new SingleTransactions(client, department);
            var sizes = new BlockSizes(peer);
            long from = peer.height();
            double best = best(load);
            line(
                    "bytes a licence, a transaction for each, under that load",
                    "%,.0f",
                    sizes.perTransaction(from, peer.height()));
            SortedMap<Integer, Double> bytes = sizes.ofBatches(client, department);
            bytes.forEach(
                    (size, each) -> line("bytes a licence, batch of " + size + " alone in a block", "%,.2f", each));
            return new Singles(best, bytes);
        } catch (GatewayException e) {
            throw new IllegalStateException("the department is not registered", e);
        }
    }

    private double best(SingleTransactions load) {
        load.perSecond(plan.callers().get(0), plan.warmUp());
        double best = 0;
        for (int callers : plan.callers()) {
            double rate = load.perSecond(callers, plan.round());
            line("licences/s, a transaction for each, " + callers + " callers", "%,.1f", rate);
            best = Math.max(best, rate);
        }
        return best;
    }

    private double licences() {
        GatewayProcess gateway = site.fabricGateway();
        Office office = Office.next();
        office.register(gateway);
        try (var bulk = new BulkLoad(gateway, office)) {
            List<BulkLoad.Issued> rounds = bulk.rounds(plan.rounds(), plan.warmUpLicences(), plan.roundSeconds());
            rounds.forEach(each -> line(
                    "licences/s through the gateway, " + each.ids().size() + " from request to in force",
                    "%,.1f",
                    each.perSecond()));
            BulkLoad.Issued best = BulkLoad.best(rounds);
            var single = new SingleLoad(gateway, office);
            line("one licence on an idle network, request to in force", "%s", single.issue(plan.singles()));
            int load = (int) (best.perSecond() * plan.roundSeconds());
            CompletableFuture<BulkLoad.Issued> busy = CompletableFuture.supplyAsync(() -> bulk.issue(load));
            line(
                    "one licence while " + load + " are issued in bulk",
                    "%s",
                    single.issue(plan.singles(), () -> !busy.isDone()));
            busy.join();
            return best.perSecond();
        }
    }

    private void line(String what, String format, Object value) {
        out.printf(Locale.ROOT, "%-66s " + format + "%n", what, value);
    }
}
