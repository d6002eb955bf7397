package org.zhaoku.gateway.ledger;

import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Another ledger, unchanged but for what a test overrides. */
public class PassingLedger implements Ledger {
    private final Ledger ledger;

    public PassingLedger(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public Network network() {
        return ledger.network();
    }

    @Override
    public String region() {
        return ledger.region();
    }

    @Override
    public boolean shared() {
        return ledger.shared();
    }

    @Override
    public Mono<PreparedTransaction> prepare(Command command) {
        return ledger.prepare(command);
    }

    @Override
    public Mono<Outcome> submit(PreparedTransaction transaction) {
        return ledger.submit(transaction);
    }

    @Override
    public Mono<Bytes> query(String function, String... arguments) {
        return ledger.query(function, arguments);
    }

    @Override
    public Mono<Long> height() {
        return ledger.height();
    }

    @Override
    public Flux<LedgerBlock> blocks(long from) {
        return ledger.blocks(from);
    }
}
