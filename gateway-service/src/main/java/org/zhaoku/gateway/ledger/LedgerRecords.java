package org.zhaoku.gateway.ledger;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.zhaoku.chaincode.Contracts;
import org.zhaoku.chaincode.command.AddKey;
import org.zhaoku.chaincode.command.AnchorBatch;
import org.zhaoku.chaincode.command.AuthoriseType;
import org.zhaoku.chaincode.command.ChangeStatus;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.DistrustKey;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.chaincode.command.ProvenChange;
import org.zhaoku.chaincode.command.PutRegion;
import org.zhaoku.chaincode.command.RegisterAuthority;
import org.zhaoku.chaincode.command.RenewBatch;
import org.zhaoku.chaincode.command.RetireKey;
import org.zhaoku.chaincode.command.RevokeType;
import org.zhaoku.chaincode.ledger.ContractException;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.anchor.SignedBatch;
import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.log.Checkpoint;
import org.zhaoku.verifier.log.RecordLog;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.status.StatusChange;
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
    private final Map<Bytes, Placed> placed = new HashMap<>();
    private final Map<String, PutRegion> regions = new TreeMap<>();
    private final RecordLog log = new RecordLog();
    private Position position = new Position(0, 0);
    private long registryVersion;

    /** Whose batch it is, and the number of its first tile. */
    private record Placed(UnifiedSocialCreditCode department, long firstTile) {
        private long number(int place) {
            return firstTile * TileTree.TILE_SIZE + place;
        }
    }

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
            return Optional.of(anchored(anchor.batch(), record.position()));
        }
        if (command instanceof RenewBatch renew) {
            AnchoredBatch batch = anchored(renew.batch(), record.position());
            renew.changes().forEach(this::changed);
            return Optional.of(batch);
        }
        if (command instanceof ChangeStatus change) {
            changed(change.change());
            return Optional.empty();
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
        } else if (command instanceof DistrustKey distrust) {
            department(distrust.department()).distrust(distrust.kid(), distrust.from());
        } else if (command instanceof RevokeType revoke) {
            department(revoke.department()).revoke(revoke.type());
        } else if (command instanceof PutRegion put) {
            regions.put(record.event().region(), put);
        } else if (command instanceof AuthoriseType authorise) {
            department(authorise.department()).authorise(authorise.type());
        }
        return Optional.empty();
    }

    private AnchoredBatch anchored(SignedBatch batch, Position at) {
        UnifiedSocialCreditCode department = batch.header().department();
        long first = department(department).anchor(batch, at, log.size());
        placed.put(batch.key(), new Placed(department, first));
        return new AnchoredBatch(batch, at, first);
    }

    private void changed(ProvenChange proven) {
        StatusChange change = proven.signed().change();
        Placed own = placed(change.licence().batch());
        long number = own.number(change.licence().place());
        department(own.department()).change(number, change, log.size());
        if (change.predecessor().isPresent()) {
            department(own.department()).bind(number, log.size());
        }
        proven.successor().ifPresent(successor -> {
            Placed next = placed(successor.batch());
            department(next.department()).bind(next.number(successor.place()), log.size());
        });
    }

    // nor a change of a licence whose batch is not there
    private Placed placed(Bytes batch) {
        return Objects.requireNonNull(placed.get(batch));
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

    /** A region that is not in the directory yet has no gateway keys. */
    private TrustedRegion region(String mspId) {
        return Optional.ofNullable(regions.get(mspId))
                .map(entry -> new TrustedRegion(
                        mspId,
                        entry.name(),
                        entry.gatewayKeys().stream()
                                .map(key -> key.certificate().certifiedKey())
                                .toList()))
                .orElse(new TrustedRegion(mspId, mspId, List.of()));
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
        List<TrustedRegion> known = Stream.concat(
                        departments.values().stream().map(DepartmentRecords::region), regions.keySet().stream())
                .distinct()
                .sorted()
                .map(this::region)
                .toList();
        var writer = new TrustBundleWriter(network, test).registry(known, authorities(), registryVersion);
        departments.values().forEach(department -> department.write(writer));
        BundleDraft draft = writer.draft(expiresAt);
        return new Unsigned(draft, draft.checkpoint(log.size(), log.root(), position, time));
    }
}
