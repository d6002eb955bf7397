package org.zhaoku.gateway.ledger;

import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The shared ledger as one gateway of one region sees it. No call blocks its thread. */
public interface Ledger {
    /** The network's name, which every signature on it is bound to. */
    Network network();

    /** This gateway's region: its MSP id. */
    String region();

    /** Whether several parties hold the ledger; false for the embedded one, which is one party's. */
    boolean shared();

    /**
     * Submits a transaction; completes when it is committed.
     *
     * @return whether the ledger changed or held the same already; fails with {@link LedgerException}, whose kind says whether
     *     the transaction may have been committed
     */
    Mono<Outcome> submit(Command command);

    /** Answers a query from this region's copy of the ledger. */
    Mono<Bytes> query(String function, String... arguments);

    /** Number of blocks on the ledger now. */
    Mono<Long> height();

    /**
     * All blocks from number {@code from} on, in order and without a gap, and then those to come. Ends with an error when the
     * ledger cannot be reached; subscribe again from the next block then.
     */
    Flux<LedgerBlock> blocks(long from);
}
