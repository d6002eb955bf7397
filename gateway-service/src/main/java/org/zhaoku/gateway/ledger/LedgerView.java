package org.zhaoku.gateway.ledger;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import org.zhaoku.chaincode.command.PutRegion;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.log.RecordProof;
import org.zhaoku.verifier.trust.TrustBundle;
import org.zhaoku.verifier.trust.TrustedAuthority;
import org.zhaoku.verifier.trust.TypeDefinition;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What this region knows of the ledger: all that its reader took, each record verified again. */
public final class LedgerView implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final LedgerRecords records;
    private final TrailingContent trailing;
    private final LocalBundle local;
    private final LedgerAlarms alarms;
    private final Clock clock;
    private final Sinks.Many<AnchoredBatch> anchored = Sinks.many().replay().all();
    private final Sinks.Many<LedgerEvent> events = Sinks.many().unicast().onBackpressureBuffer();
    private final LedgerReader reader;
    private volatile long size;

    /**
     * Starts reading.
     *
     * @param file where what was read is kept; made if it is not there
     */
    public LedgerView(Ledger ledger, Path file, LedgerAlarms alarms, Clock clock) {
        this.records = new LedgerRecords(ledger.network(), !ledger.shared());
        this.trailing = new TrailingContent(ledger.network(), !ledger.shared());
        this.local = new LocalBundle(ledger.network(), ledger.region(), records);
        this.alarms = alarms;
        this.clock = clock;
        this.reader = new LedgerReader(ledger, file, alarms, this::take);
        reader.start();
    }

    private void take(LedgerBlock.Entry entry) {
        AcceptedRecord accepted;
        try {
            accepted = records.apply(entry);
        } catch (RefusedRecordException e) {
            alarms.raise(
                    e.code(),
                    Optional.of(entry.position()),
                    entry.submitter().region(),
                    String.valueOf(e.getMessage()));
            return;
        }
        if (accepted.isUnreadableType()) {
            alarms.raise(
                    "TYPE_UNREADABLE",
                    Optional.of(entry.position()),
                    accepted.region(),
                    "expected a type definition as in docs/trust-bundle.md, got another; it is in no trust bundle");
        }
        trailing.offer(accepted);
        size = accepted.size();
        accepted.batch().ifPresent(batch -> anchored.emitNext(batch, Sinks.EmitFailureHandler.FAIL_FAST));
        LedgerEvent event = LedgerEvent.of(accepted);
        if (event.concernsLicences()) {
            // fails only when the follower is gone, at shutdown
            events.tryEmitNext(event);
        }
    }

    /** What happened to licences, in order from the first, and then what is to come. For one subscriber. */
    public Flux<LedgerEvent> events() {
        return events.asFlux();
    }

    /** Every batch on the ledger, in order from the first, and then those to come. */
    public Flux<AnchoredBatch> anchored() {
        return anchored.asFlux();
    }

    /** Completes when all that was on the ledger at start has been read. */
    public Mono<Void> caughtUp() {
        return reader.caughtUp();
    }

    /** Number of the next block that will be read. */
    public long next() {
        return reader.next();
    }

    /** Number of records. */
    public long size() {
        return size;
    }

    /** Completes when there are {@code size} records. */
    public Mono<Void> reached(long size) {
        return Flux.interval(Duration.ZERO, POLL)
                .onBackpressureDrop()
                .filter(tick -> this.size >= size)
                .next()
                .then();
    }

    /** Whether all that was on the ledger at start has been read: before, what is missing here may be there. */
    public boolean isCaughtUp() {
        return reader.isCaughtUp();
    }

    /** The department's keys, oldest first; none if it is not registered. */
    public List<LedgerKey> keys(UnifiedSocialCreditCode code) {
        return records.keys(code);
    }

    /**
     * What became of a licence that is anchored.
     *
     * @param statement digest of its statement
     */
    public LicenceStanding standing(UnifiedSocialCreditCode department, Bytes statement) {
        return records.standing(department, statement);
    }

    /** The department as the ledger has it. */
    public Optional<TrustedAuthority> authority(UnifiedSocialCreditCode code) {
        return records.authority(code);
    }

    /** All departments, in the order of their codes. */
    public List<TrustedAuthority> authorities() {
        return records.authorities();
    }

    /** What the ledger has of a version of a type, whichever region published it. */
    public Optional<TypeDefinition> type(LicenceTypeCode code, int version) {
        return records.type(code, version);
    }

    /** The directory of regions: entries by MSP id. */
    public NavigableMap<String, PutRegion> regions() {
        return records.regions();
    }

    /** Root of the log at {@code size}, 1 up to {@link #size()}. */
    public Bytes root(long size) {
        return records.root(size);
    }

    /** Place of the last of the first {@code size} records. */
    public Position position(long size) {
        return records.position(size);
    }

    /** The proof that the log of {@code from} records is a beginning of that of {@code to}; 1 ≤ from ≤ to ≤ {@link #size()}. */
    public List<Bytes> consistencyProof(long from, long to) {
        return records.consistencyProof(from, to);
    }

    /** Record {@code index}, from 0, with its way to the root at {@code size}. */
    public RecordProof proof(long index, long size) {
        return records.proof(index, size);
    }

    /**
     * The draft of a bundle of the first {@code size} records. Later calls cannot go back behind it. For a pool: it may compress
     * lists.
     *
     * @return empty if there are not so many records, or a larger size was asked for before
     */
    public Optional<LedgerSnapshot> snapshot(long size, Instant expiresAt) {
        return trailing.at(size, expiresAt, records);
    }

    /** The smallest size for which {@link #snapshot} can still be had. */
    public long oldestSnapshot() {
        return trailing.size();
    }

    /**
     * The trust bundle of what was read so far, for verdicts of this gateway. For a pool.
     *
     * @throws org.zhaoku.gateway.web.ProblemException LEDGER_UNAVAILABLE if nothing is on the ledger
     */
    public TrustBundle bundle() {
        if (size == 0) {
            throw ProblemCode.LEDGER_UNAVAILABLE.because(
                    "Nothing is on the ledger yet, so there is nothing to verify against; register a department first.");
        }
        return local.at(clock.instant().truncatedTo(ChronoUnit.SECONDS));
    }

    @Override
    public void close() {
        reader.close();
    }
}
