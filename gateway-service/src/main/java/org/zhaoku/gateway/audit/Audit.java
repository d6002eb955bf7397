package org.zhaoku.gateway.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.zhaoku.gateway.issue.BatchRepository;
import org.zhaoku.gateway.ledger.Ledger;
import org.zhaoku.gateway.ledger.LedgerException;
import org.zhaoku.gateway.licence.MongoStatements;
import reactor.core.publisher.Flux;

/**
 * One audit of a region, in three parts: the blocks by themselves, what a peer answers from its world state, and what the
 * region's database holds. Blocks its thread.
 */
final class Audit {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int ROUNDS = 10;

    private final Ledger ledger;
    private final BatchRepository batches;
    private final MongoStatements statements;

    Audit(Ledger ledger, BatchRepository batches, MongoStatements statements) {
        this.ledger = ledger;
        this.batches = batches;
        this.statements = statements;
    }

    AuditReport run() {
        var report = new AuditReport();
        var replay = new LedgerReplay(ledger.network(), report);
        readOn(replay);
        compareState(replay)
                .forEach(question -> report.find(
                        Finding.Code.STATE_DIFFERS, question, "the peer answers something else than its blocks say"));
        new StoreAudit(batches, statements, ledger.network(), replay, report).run(ledger.region());
        return report;
    }

    private void readOn(LedgerReplay replay) {
        long height = Objects.requireNonNull(ledger.height().block(PATIENCE));
        if (replay.height() >= height) {
            return;
        }
        ledger.blocks(replay.height())
                .timeout(PATIENCE, Flux.error(() -> silent(replay.height())))
                .takeUntil(block -> block.number() >= height - 1)
                .toIterable()
                .forEach(replay::take);
    }

    private static LedgerException silent(long next) {
        return new LedgerException(
                LedgerException.Kind.UNAVAILABLE,
                "LEDGER_UNAVAILABLE",
                "no block came for " + PATIENCE.toSeconds() + " s; expected block " + next);
    }

    /** A peer answers from its newest block, so what differs is asked again after the blocks that came meanwhile. */
    private List<LedgerReplay.Question> compareState(LedgerReplay replay) {
        List<LedgerReplay.Question> different = differing(replay, List.copyOf(replay.questions()));
        for (int round = 0; round < ROUNDS && !different.isEmpty(); round++) {
            readOn(replay);
            different = differing(replay, different);
        }
        return different;
    }

    private List<LedgerReplay.Question> differing(LedgerReplay replay, List<LedgerReplay.Question> questions) {
        return questions.stream()
                .filter(question -> !replay.answer(question).equals(ask(question)))
                .toList();
    }

    private String ask(LedgerReplay.Question question) {
        String[] arguments = question.arguments().toArray(String[]::new);
        return new String(
                Objects.requireNonNull(
                                ledger.query(question.function(), arguments).block(PATIENCE))
                        .toArray(),
                UTF_8);
    }
}
