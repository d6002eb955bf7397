package org.zhaoku.gateway.testing;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingOperationError;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Keeps every blocking call that BlockHound finds, since the error that it throws may be swallowed on its way. Locks that are
 * held for a few instructions only are allowed, each by its place.
 */
public final class BlockingCalls implements BlockHoundIntegration {
    private static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();

    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder
                // the driver's connection pool: adds one element to a queue
                .allowBlockingCallsInside("com.mongodb.internal.Locks", "checkedWithLock")
                .allowBlockingCallsInside("com.mongodb.internal.Locks", "checkedWithInterruptibleLock")
                .allowBlockingCallsInside("com.mongodb.internal.connection.ConcurrentPool", "release")
                // the embedded ledger's queue: adds one element
                .allowBlockingCallsInside("java.util.concurrent.LinkedBlockingQueue", "offer")
                // a timer that is cancelled is taken out of its thread's queue; Reactor allows it for those that are
                // not periodic
                .allowBlockingCallsInside("java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue", "remove")
                .blockingMethodCallback(method -> {
                    var error = new BlockingOperationError(method);
                    List<StackTraceElement> trace = List.of(error.getStackTrace());
                    FOUND.add(trace.stream()
                            .map(StackTraceElement::toString)
                            .limit(40)
                            .reduce(method.toString(), (all, frame) -> all + "\n  at " + frame));
                    if (trace.stream().noneMatch(BlockingCalls::isWaitingForLock)) {
                        throw error;
                    }
                });
    }

    /** Who is thrown out here stays in the lock's line, and nobody behind gets it ever again: a timer's queue would be dead. */
    private static boolean isWaitingForLock(StackTraceElement frame) {
        return frame.getClassName().equals("java.util.concurrent.locks.AbstractQueuedSynchronizer")
                && frame.getMethodName().startsWith("acquire");
    }

    /** All that were found since the last time. */
    public static List<String> found() {
        List<String> found = List.copyOf(FOUND);
        FOUND.clear();
        return found;
    }
}
