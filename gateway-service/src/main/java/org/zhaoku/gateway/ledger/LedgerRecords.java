package org.zhaoku.gateway.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.PublishType;
import org.zhaoku.chaincode.command.PutRegion;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.log.RecordLog;
import org.zhaoku.verifier.log.RecordProof;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.trust.TrustedAuthority;
import org.zhaoku.verifier.trust.TypeDefinition;

/**
 * The records of the ledger. World state is not trusted alone: each record is verified again, and one that does not hold changes
 * nothing. One thread applies; many may ask.
 */
public final class LedgerRecords {
    private final RecordVerifier verifier;
    private final LedgerContent content;
    private final KeyHistory keys = new KeyHistory();
    private final ChangeHistory changes = new ChangeHistory();
    private final RecordLog log = new RecordLog();
    /** What a checkpoint and a proof say of each record. */
    private final List<Logged> logged = new ArrayList<>();

    private record Logged(Bytes digest, Position position) {}

    /** @param test whether the network is one for trying */
    public LedgerRecords(Network network, boolean test) {
        this.verifier = new RecordVerifier(network);
        this.content = new LedgerContent(network, test);
    }

    /**
     * Takes one record.
     *
     * @throws RefusedRecordException if no honest contract would have announced it
     */
    public AcceptedRecord apply(LedgerBlock.Entry entry) {
        return keep(entry, verifier.take(entry).command());
    }

    private synchronized AcceptedRecord keep(LedgerBlock.Entry entry, Command command) {
        Bytes digest = digest(entry);
        log.append(digest);
        logged.add(new Logged(digest, entry.position()));
        keys.take(command, entry.position());
        changes.take(command, entry.position());
        var record = new AcceptedRecord(
                log.size(),
                entry.position(),
                entry.submitter().region(),
                command,
                definition(command),
                Optional.empty());
        return record.with(content.add(record));
    }

    // what a definition holds besides code and version is the readers' business, so any map may come
    private static Optional<TypeDefinition> definition(Command command) {
        if (!(command instanceof PublishType publish)) {
            return Optional.empty();
        }
        try {
            return Optional.of(TypeDefinition.decode(publish.definition()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** SM3 over CBOR [block, transaction, name, payload]: docs/trust-bundle.md. */
    private static Bytes digest(LedgerBlock.Entry entry) {
        return Sm3.digest(Cbor.array(
                        Cbor.of(entry.position().block()),
                        Cbor.of(entry.position().transaction()),
                        Cbor.of(entry.name()),
                        Cbor.of(entry.payload()))
                .encode());
    }

    /** Number of records taken. */
    public synchronized long size() {
        return log.size();
    }

    /**
     * Root of the log of the first {@code size} records.
     *
     * @param size 1 up to {@link #size()}
     */
    public synchronized Bytes root(long size) {
        return log.root(size);
    }

    /** Place of the last of the first {@code size} records. */
    public synchronized Position position(long size) {
        return logged.get(Math.toIntExact(size - 1)).position();
    }

    /** The proof that the log of {@code from} records is a beginning of that of {@code to}; 1 ≤ from ≤ to ≤ {@link #size()}. */
    public synchronized List<Bytes> consistencyProof(long from, long to) {
        return log.consistencyProof(from, to);
    }

    /** Record {@code index}, from 0, with its way to the root at {@code size}; index &lt; size ≤ {@link #size()}. */
    public synchronized RecordProof proof(long index, long size) {
        return new RecordProof(logged.get(Math.toIntExact(index)).digest(), log.inclusionProof(index, size));
    }

    public synchronized Optional<TrustedAuthority> authority(UnifiedSocialCreditCode code) {
        return content.authority(code);
    }

    /** The department's keys, oldest first. */
    synchronized List<LedgerKey> keys(UnifiedSocialCreditCode code) {
        return List.copyOf(keys.of(code));
    }

    synchronized LicenceStanding standing(UnifiedSocialCreditCode department, Bytes statement) {
        return changes.of(department, statement);
    }

    /** In the order of their codes. */
    public synchronized List<TrustedAuthority> authorities() {
        return content.authorities();
    }

    synchronized Optional<TypeDefinition> type(LicenceTypeCode code, int version) {
        return content.type(code, version);
    }

    /** The directory of regions: entries by MSP id. */
    public synchronized NavigableMap<String, PutRegion> regions() {
        return content.regions();
    }

    /** A draft of all that was taken, with the log's size, root and position at that moment. */
    public synchronized LedgerSnapshot snapshot(Instant expiresAt) {
        return new LedgerSnapshot(content.draft(expiresAt), log.size(), log.root(), content.position());
    }
}
