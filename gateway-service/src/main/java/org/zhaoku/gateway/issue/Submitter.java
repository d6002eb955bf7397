package org.zhaoku.gateway.issue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.zhaoku.chaincode.ledger.ErrorCode;
import org.zhaoku.gateway.ledger.Ledger;
import org.zhaoku.gateway.ledger.LedgerException;
import org.zhaoku.gateway.ledger.PreparedTransaction;
import org.zhaoku.verifier.bytes.Bytes;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Brings stored batches to the ledger, each once. The transaction is kept with the batch before it is submitted, and this same
 * one is submitted again as often as it takes, by the next process, too. Only when the ledger has said for good that it changed
 * nothing is a new one prepared.
 */
@Component
class Submitter implements DisposableBean {
    /** Another change of a licence that this batch replaces came first, or the peer that was asked is behind. */
    private static final Set<String> OVERTAKEN = Stream.of(
                    ErrorCode.STATUS_CONFLICT,
                    ErrorCode.STATUS_FROM_WRONG,
                    ErrorCode.STATUS_SEQUENCE_WRONG,
                    ErrorCode.STATUS_BATCH_UNKNOWN,
                    ErrorCode.STATUS_PREDECESSOR_WRONG,
                    ErrorCode.STATUS_PREDECESSOR_TAKEN,
                    ErrorCode.STATUS_RENEWAL_MIXED)
            .map(ErrorCode::name)
            .collect(Collectors.toUnmodifiableSet());

    private final Ledger ledger;
    private final BatchRepository batches;
    private final BatchCommands commands;
    private final Alarms alarms;
    private final BatchProperties properties;
    private final Sinks.Empty<Void> stopped = Sinks.empty();

    Submitter(
            Ledger ledger, BatchRepository batches, BatchCommands commands, Alarms alarms, BatchProperties properties) {
        this.ledger = ledger;
        this.batches = batches;
        this.commands = commands;
        this.alarms = alarms;
        this.properties = properties;
    }

    /** Completes when the ledger has the batch, or has refused it, which raises an alarm and is tried again much later. */
    Mono<Void> submit(Batch batch) {
        Bytes key = batch.batch().key();
        return Mono.defer(() -> {
                    // the first outdated transaction may have been endorsed under rules that changed since; a second
                    // was not
                    var renewed = new AtomicBoolean();
                    return attempt(batch)
                            .retryWhen(Retries.endless("submitting a batch", properties.maxPause())
                                    .filter(error -> !forGood(error, renewed)));
                })
                .doOnSuccess(done -> alarms.clear(key))
                .onErrorResume(LedgerException.class, refused -> {
                    alarms.raise(key, refused.code());
                    again(batch);
                    return Mono.empty();
                })
                .takeUntilOther(stopped.asMono());
    }

    private static boolean forGood(Throwable error, AtomicBoolean renewed) {
        if (!(error instanceof LedgerException failure)) {
            return false;
        }
        return switch (failure.kind()) {
            case REFUSED -> !OVERTAKEN.contains(failure.code());
            case UNAVAILABLE, IN_DOUBT -> false;
            case OUTDATED -> !failure.raced() && renewed.getAndSet(true);
        };
    }

    /** The same for a batch of which nobody knows whether it was submitted: the ledger is asked first. */
    Mono<Void> resume(Batch batch) {
        return onLedger(batch)
                .retryWhen(Retries.endless("asking for a batch", properties.maxPause()))
                .flatMap(there -> there ? Mono.<Void>empty() : submit(batch))
                .takeUntilOther(stopped.asMono());
    }

    private Mono<Void> attempt(Batch batch) {
        Bytes key = batch.batch().key();
        return batches.transaction(key)
                .switchIfEmpty(Mono.defer(() -> prepare(batch)))
                .flatMap(transaction -> ledger.submit(transaction)
                        .onErrorResume(
                                error -> isOver(batch, error),
                                outdated -> batches.dropTransaction(key, transaction)
                                        .then(Mono.error(outdated))))
                .then();
    }

    /** Whether this transaction will never change the ledger, while another of the same batch may. */
    private static boolean isOver(Batch batch, Throwable error) {
        return LedgerException.isOf(LedgerException.Kind.OUTDATED).test(error)
                || (!batch.successorIds().isEmpty()
                        && LedgerException.isOf(LedgerException.Kind.REFUSED).test(error));
    }

    /** Empty if the ledger has the batch already. */
    private Mono<PreparedTransaction> prepare(Batch batch) {
        return missing(batch)
                .flatMap(commands::command)
                .flatMap(ledger::prepare)
                .flatMap(transaction -> batches.keepTransaction(batch.batch().key(), transaction)
                        .thenReturn(transaction));
    }

    /** The batch, unless the ledger has it: its changes of state would differ from those that were made with it. */
    private Mono<Batch> missing(Batch batch) {
        return batch.successorIds().isEmpty()
                ? Mono.just(batch)
                : onLedger(batch).filter(there -> !there).map(there -> batch);
    }

    private Mono<Boolean> onLedger(Batch batch) {
        return ledger.query("batches:get", batch.batch().key().hex())
                .map(answer -> !"null".equals(new String(answer.toArray(), UTF_8)));
    }

    private void again(Batch batch) {
        Mono.delay(properties.refusedPause())
                .takeUntilOther(stopped.asMono())
                .flatMap(tick -> submit(batch))
                .subscribe();
    }

    @Override
    public void destroy() {
        stopped.tryEmitEmpty();
    }
}
