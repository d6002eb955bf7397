package org.zhaoku.gateway.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.zhaoku.chaincode.Contracts;
import org.zhaoku.chaincode.command.AddKey;
import org.zhaoku.chaincode.command.AnchorBatch;
import org.zhaoku.chaincode.command.AuthoriseType;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.chaincode.command.RegisterAuthority;
import org.zhaoku.chaincode.ledger.ContractException;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.anchor.SignedBatch;
import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.pki.Sm2Certificate;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.trust.TrustedAuthority;
import org.zhaoku.verifier.trust.TrustedTile;

/**
 * What the records add up to. World state is not trusted alone: each record is put through the contracts again, over a state
 * that this reader made itself, and one that they refuse changes nothing.
 */
final class LedgerRecords {
    private final Network network;
    private final Map<String, Bytes> state = new HashMap<>();
    private final Map<String, Department> departments = new TreeMap<>();
    private Position position = new Position(0, 0);
    private long version;

    private static final class Department {
        private final RegisterAuthority registration;
        private final String region;
        private final Map<KeyId, Sm2Certificate> keys = new TreeMap<>();
        private final TreeSet<String> types = new TreeSet<>();
        private final List<TrustedTile> tiles = new ArrayList<>();
        private @Nullable TrustedAuthority view;

        private Department(RegisterAuthority registration, String region) {
            this.registration = registration;
            this.region = region;
        }

        /** Made once after each change: every licence that is issued asks for it. */
        private TrustedAuthority toAuthority() {
            TrustedAuthority made = view;
            if (made == null) {
                made = new TrustedAuthority(
                        registration.department(),
                        registration.name(),
                        region,
                        List.copyOf(keys.values()),
                        types,
                        tiles);
                view = made;
            }
            return made;
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
        version++;
        return keep(record, command);
    }

    private Optional<AnchoredBatch> keep(LedgerBlock.Entry record, Command command) {
        if (command instanceof RegisterAuthority register) {
            departments.put(
                    register.department().value(),
                    new Department(register, record.event().region()));
        } else if (command instanceof AddKey add) {
            department(add.department()).keys.put(add.certificate().kid(), add.certificate());
        } else if (command instanceof AuthoriseType authorise) {
            department(authorise.department()).types.add(authorise.type().value());
        } else if (command instanceof AnchorBatch anchor) {
            return Optional.of(anchored(anchor.batch(), record.position()));
        }
        return Optional.empty();
    }

    private AnchoredBatch anchored(SignedBatch batch, Position at) {
        List<TrustedTile> tiles = department(batch.header().department()).tiles;
        long first = tiles.size();
        for (int tile = 0; tile < batch.tileRoots().size(); tile++) {
            tiles.add(TrustedTile.of(
                    batch.tileRoots().get(tile),
                    TileTree.tileSize(batch.header().size(), tile)));
        }
        return new AnchoredBatch(batch, at, first);
    }

    // a department about to change; the contracts let no record pass that names a department which was not registered
    // before
    private Department department(UnifiedSocialCreditCode code) {
        Department department = Objects.requireNonNull(departments.get(code.value()));
        department.view = null;
        return department;
    }

    /** The last record's. */
    synchronized Position position() {
        return position;
    }

    /** Grows with each record. */
    synchronized long version() {
        return version;
    }

    synchronized Optional<TrustedAuthority> authority(UnifiedSocialCreditCode code) {
        return Optional.ofNullable(departments.get(code.value())).map(Department::toAuthority);
    }

    /** In the order of their codes. */
    synchronized List<TrustedAuthority> authorities() {
        return departments.values().stream().map(Department::toAuthority).toList();
    }
}
