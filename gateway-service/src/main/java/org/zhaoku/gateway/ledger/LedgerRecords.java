package org.zhaoku.gateway.ledger;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.zhaoku.chaincode.Contracts;
import org.zhaoku.chaincode.command.AddKey;
import org.zhaoku.chaincode.command.AnchorBatch;
import org.zhaoku.chaincode.command.AuthoriseType;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.chaincode.command.RegisterAuthority;
import org.zhaoku.chaincode.command.RetireKey;
import org.zhaoku.chaincode.ledger.ContractException;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.log.Checkpoint;
import org.zhaoku.verifier.log.RecordLog;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.trust.BundleDraft;
import org.zhaoku.verifier.trust.TrustBundleWriter;
import org.zhaoku.verifier.trust.TrustedAuthority;
import org.zhaoku.verifier.trust.TrustedRegion;

/**
 * What the records add up to. World state is not trusted alone: each record is put through the contracts again, over a state
 * that this reader made itself, and one that they refuse changes nothing.
 */
final class LedgerRecords {
    private final Network network;
    private final Map<String, Bytes> state = new HashMap<>();
    private final Map<String, DepartmentRecords> departments = new TreeMap<>();
    private final RecordLog log = new RecordLog();
    private Position position = new Position(0, 0);
    private long registryVersion;

    LedgerRecords(Network network) {
        this.network = network;
    }

    /**
     * Takes one record.
     *
     * @return the batch, if it is one
     * @throws IllegalArgumentException if no honest contract would have recorded it
     */
    synchronized Optional<AnchoredBatch> apply(LedgerBlock.Entry record) {
        Command command = record.event().command();
        var transaction = new TransactionState(network, record.event().region(), state::get);
        try {
            if (Contracts.apply(transaction, command) == Outcome.SAME) {
                throw new IllegalArgumentException("it records what was recorded before");
            }
        } catch (ContractException e) {
            throw new IllegalArgumentException(e.wire(), e);
        }
        state.putAll(transaction.writes());
        position = record.position();
        log.append(digest(record));
        return keep(record, command);
    }

    /** SM3 over CBOR [block, transaction, name, payload]: docs/trust-bundle.md. */
    private static Bytes digest(LedgerBlock.Entry record) {
        return Sm3.digest(Cbor.array(
                        Cbor.of(record.position().block()),
                        Cbor.of(record.position().transaction()),
                        Cbor.of(record.event().name()),
                        Cbor.of(record.event().encode()))
                .encode());
    }

    private Optional<AnchoredBatch> keep(LedgerBlock.Entry record, Command command) {
        if (command instanceof AnchorBatch anchor) {
            long first = department(anchor.batch().header().department()).anchor(anchor.batch(), log.size());
            return Optional.of(new AnchoredBatch(anchor.batch(), record.position(), first));
        }
        registryVersion = log.size();
        if (command instanceof RegisterAuthority register) {
            departments.put(
                    register.department().value(),
                    new DepartmentRecords(register, record.event().region()));
        } else if (command instanceof AddKey add) {
            department(add.department()).add(add.certificate());
        } else if (command instanceof RetireKey retire) {
            department(retire.department()).retire(retire.kid());
        } else if (command instanceof AuthoriseType authorise) {
            department(authorise.department()).authorise(authorise.type());
        }
        return Optional.empty();
    }

    // the contracts let no record pass that names a department which was not registered before
    private DepartmentRecords department(UnifiedSocialCreditCode code) {
        return Objects.requireNonNull(departments.get(code.value()));
    }

    /** Number of records taken. */
    synchronized long size() {
        return log.size();
    }

    synchronized Optional<TrustedAuthority> authority(UnifiedSocialCreditCode code) {
        return Optional.ofNullable(departments.get(code.value())).map(DepartmentRecords::toAuthority);
    }

    /** In the order of their codes. */
    synchronized List<TrustedAuthority> authorities() {
        return departments.values().stream().map(DepartmentRecords::toAuthority).toList();
    }

    /** A bundle of all that is known, with the checkpoint that names it, to be signed. */
    record Unsigned(BundleDraft draft, Checkpoint checkpoint) {}

    /**
     * Makes the bundle's parts.
     *
     * @param test whether the network is one for trying
     * @param time of the checkpoint, in whole seconds
     */
    synchronized Unsigned bundle(boolean test, Instant time, Instant expiresAt) {
        List<TrustedRegion> regions = departments.values().stream()
                .map(DepartmentRecords::region)
                .distinct()
                .sorted()
                .map(mspId -> new TrustedRegion(mspId, mspId, List.of()))
                .toList();
        var writer = new TrustBundleWriter(network, test)
                .registry(regions, authorities(), registryVersion);
        departments.values().forEach(department -> department.write(writer));
        BundleDraft draft = writer.draft(expiresAt);
        return new Unsigned(draft, draft.checkpoint(log.size(), log.root(), position, time));
    }
}
