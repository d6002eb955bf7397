package org.zhaoku.gateway.issue;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.zhaoku.chaincode.command.AnchorBatch;
import org.zhaoku.gateway.ledger.Ledger;
import org.zhaoku.gateway.ledger.LedgerException;
import org.zhaoku.verifier.bytes.Bytes;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Brings stored batches to the ledger: always the same bytes, as often as it takes. */
@Component
class Submitter implements DisposableBean {
    private final Ledger ledger;
    private final Alarms alarms;
    private final BatchProperties properties;
    private final Sinks.Empty<Void> stopped = Sinks.empty();

    Submitter(Ledger ledger, Alarms alarms, BatchProperties properties) {
        this.ledger = ledger;
        this.alarms = alarms;
        this.properties = properties;
    }

    /** Completes when the ledger has the batch, or has refused it, which raises an alarm and is tried again much later. */
    Mono<Void> submit(Batch batch) {
        Bytes key = batch.batch().key();
        return attempt(batch)
                .retryWhen(Retries.endless("submitting a batch", properties.maxPause())
                        .filter(Retries.kind(LedgerException.Kind.REFUSED).negate()))
                .doOnSuccess(done -> alarms.clear(key))
                .onErrorResume(LedgerException.class, refused -> {
                    alarms.raise(key, refused.code());
                    again(batch);
                    return Mono.empty();
                })
                .takeUntilOther(stopped.asMono());
    }

    /** The same for a batch of which nobody knows whether it was submitted: the ledger is asked first. */
    Mono<Void> resume(Batch batch) {
        return onLedger(batch)
                .retryWhen(Retries.endless("asking for a batch", properties.maxPause()))
                .flatMap(there -> there ? Mono.<Void>empty() : submit(batch))
                .takeUntilOther(stopped.asMono());
    }

    private Mono<Void> attempt(Batch batch) {
        return ledger.submit(new AnchorBatch(batch.batch()))
                .then()
                .onErrorResume(
                        Retries.kind(LedgerException.Kind.IN_DOUBT),
                        inDoubt -> onLedger(batch).flatMap(there -> there ? Mono.empty() : Mono.error(inDoubt)));
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
