package org.zhaoku.gateway.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.gateway.e2e.FabricClient;
import org.zhaoku.gateway.ledger.Department;

/**
 * The other design: each licence is a transaction of its own, through Fabric's own client, by as many callers at once as is best.
 * It is spared whatever is not the ledger's: its licences are signed before the clock runs, and neither checked nor stored.
 */
final class SingleTransactions {
    /** More than the network takes. */
    private static final int PER_SECOND = 1_000;

    private final FabricClient client;
    private final Department department;
    private long seed;

    /** @param department that is registered */
    SingleTransactions(FabricClient client, Department department) {
        this.client = client;
        this.department = department;
    }

    /** Licences that were committed in a second by {@code callers}, each waiting for its last before the next. */
    double perSecond(int callers, Duration time) {
        Queue<Command> licences = new ConcurrentLinkedQueue<>(Stream.generate(() -> department.batch(1, seed++))
                .limit(PER_SECOND * time.toSeconds())
                .toList());
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<Callable<Integer>> tasks = new ArrayList<>();
            Stopwatch clock = Stopwatch.start();
            for (int i = 0; i < callers; i++) {
                tasks.add(() -> anchor(licences, clock, time));
            }
            int committed = 0;
            for (Future<Integer> each : threads.invokeAll(tasks)) {
                committed += each.get();
            }
            return clock.perSecond(committed);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a caller failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    private int anchor(Queue<Command> licences, Stopwatch clock, Duration time) {
        int committed = 0;
        while (clock.elapsed().compareTo(time) < 0) {
            Command licence = licences.poll();
            if (licence == null) {
                throw new IllegalStateException("more than " + PER_SECOND + " licences a second: prepare more");
            }
            if (anchor(licence)) {
                committed++;
            }
        }
        return committed;
    }

    // under this load an orderer now and then says "already processed"; what is not known to be committed is not
    // counted
    private boolean anchor(Command licence) {
        try {
            return client.submit(licence) == TxValidationCode.VALID;
        } catch (GatewayException e) {
            return false;
        }
    }
}
