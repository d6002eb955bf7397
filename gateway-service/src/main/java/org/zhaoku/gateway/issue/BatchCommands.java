package org.zhaoku.gateway.issue;

import org.zhaoku.chaincode.command.Command;
import reactor.core.publisher.Mono;

/** What brings a stored batch to the ledger, made anew for each transaction. */
@FunctionalInterface
interface BatchCommands {
    Mono<Command> command(Batch batch);
}
