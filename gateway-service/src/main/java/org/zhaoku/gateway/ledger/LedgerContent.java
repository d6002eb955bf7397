package org.zhaoku.gateway.ledger;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.zhaoku.chaincode.command.AddKey;
import org.zhaoku.chaincode.command.AnchorBatch;
import org.zhaoku.chaincode.command.AuthoriseType;
import org.zhaoku.chaincode.command.ChangeStatus;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.DistrustKey;
import org.zhaoku.chaincode.command.ProvenChange;
import org.zhaoku.chaincode.command.PublishType;
import org.zhaoku.chaincode.command.PutRegion;
import org.zhaoku.chaincode.command.RegisterAuthority;
import org.zhaoku.chaincode.command.RenewBatch;
import org.zhaoku.chaincode.command.RetireKey;
import org.zhaoku.chaincode.command.RevokeType;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.anchor.SignedBatch;
import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.status.StatusChange;
import org.zhaoku.verifier.trust.BundleDraft;
import org.zhaoku.verifier.trust.TrustBundleWriter;
import org.zhaoku.verifier.trust.TrustedAuthority;
import org.zhaoku.verifier.trust.TrustedRegion;
import org.zhaoku.verifier.trust.TypeDefinition;

/**
 * What accepted records add up to: departments, regions, types, tiles, states. The same records give the same draft of a trust
 * bundle, byte for byte, in every region. One thread at a time.
 */
final class LedgerContent {
    private static final Comparator<TypeDefinition> BY_CODE_AND_VERSION = Comparator.comparing(
                    (TypeDefinition type) -> type.code().value())
            .thenComparingInt(TypeDefinition::version);

    private final Network network;
    private final boolean test;
    private final Map<String, DepartmentRecords> departments = new TreeMap<>();
    private final Map<Bytes, Placed> placed = new HashMap<>();
    private final TreeMap<String, PutRegion> regions = new TreeMap<>();
    private final TreeMap<TypeDefinition, TypeDefinition> types = new TreeMap<>(BY_CODE_AND_VERSION);
    private Position position = new Position(0, 0);
    private long size;
    private long registryVersion = 1;
    private long typesVersion;
    private @Nullable BundleDraft last;

    /** Whose batch it is, and the number of its first tile. */
    private record Placed(UnifiedSocialCreditCode department, long firstTile) {
        private long number(int place) {
            return firstTile * TileTree.TILE_SIZE + place;
        }
    }

    /** @param test whether the network is one for trying */
    LedgerContent(Network network, boolean test) {
        this.network = network;
        this.test = test;
    }

    /** Takes the next record; the batch that it anchored, if it did. */
    Optional<AnchoredBatch> add(AcceptedRecord record) {
        size = record.size();
        position = record.position();
        Command command = record.command();
        if (command instanceof AnchorBatch anchor) {
            return Optional.of(anchored(anchor.batch(), position));
        }
        if (command instanceof RenewBatch renew) {
            AnchoredBatch batch = anchored(renew.batch(), position);
            renew.changes().forEach(this::changed);
            return Optional.of(batch);
        }
        if (command instanceof ChangeStatus change) {
            changed(change.change());
        } else if (command instanceof PublishType) {
            record.type().ifPresent(type -> {
                types.put(type, type);
                typesVersion = size;
            });
        } else {
            register(record.region(), command);
        }
        return Optional.empty();
    }

    private void register(String region, Command command) {
        long before = registryVersion;
        registryVersion = size;
        if (command instanceof RegisterAuthority register) {
            departments.put(register.department().value(), new DepartmentRecords(register, region));
        } else if (command instanceof AddKey add) {
            department(add.department()).add(add.certificate());
        } else if (command instanceof RetireKey retire) {
            department(retire.department()).retire(retire.kid());
        } else if (command instanceof DistrustKey distrust) {
            department(distrust.department()).distrust(distrust.kid(), distrust.from());
        } else if (command instanceof RevokeType revoke) {
            department(revoke.department()).revoke(revoke.type());
        } else if (command instanceof AuthoriseType authorise) {
            department(authorise.department()).authorise(authorise.type());
        } else if (command instanceof PutRegion put) {
            regions.put(region, put);
        } else {
            // agreements and roots of access logs are in no part
            registryVersion = before;
        }
    }

    private AnchoredBatch anchored(SignedBatch batch, Position at) {
        UnifiedSocialCreditCode department = batch.header().department();
        long first = department(department).anchor(batch, at, size);
        placed.put(batch.key(), new Placed(department, first));
        return new AnchoredBatch(batch, at, first);
    }

    private void changed(ProvenChange proven) {
        StatusChange change = proven.signed().change();
        Placed own = placed(change.licence().batch());
        long number = own.number(change.licence().place());
        department(own.department()).change(number, change, size);
        if (change.predecessor().isPresent()) {
            department(own.department()).bind(number, size);
        }
        proven.successor().ifPresent(successor -> {
            Placed next = placed(successor.batch());
            department(next.department()).bind(next.number(successor.place()), size);
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
    long size() {
        return size;
    }

    /** Place of the last record. */
    Position position() {
        return position;
    }

    Optional<TrustedAuthority> authority(UnifiedSocialCreditCode code) {
        return Optional.ofNullable(departments.get(code.value())).map(DepartmentRecords::toAuthority);
    }

    /** In the order of their codes. */
    List<TrustedAuthority> authorities() {
        return departments.values().stream().map(DepartmentRecords::toAuthority).toList();
    }

    /** The published definition, if this version is on the ledger. */
    Optional<TypeDefinition> type(LicenceTypeCode code, int version) {
        return types.keySet().stream()
                .filter(type -> type.code().equals(code) && type.version() == version)
                .findFirst();
    }

    /** The directory: entries by MSP id, in their order. */
    NavigableMap<String, PutRegion> regions() {
        return new TreeMap<>(regions);
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

    /** The parts of all that was taken; costs what changed since the last one. */
    BundleDraft draft(Instant expiresAt) {
        var writer = new TrustBundleWriter(network, test);
        var parts = new DraftParts(writer, last);
        parts.part("registry", registryVersion, to -> to.registry(knownRegions(), authorities(), registryVersion));
        if (!types.isEmpty()) {
            parts.part("types", typesVersion, to -> to.types(List.copyOf(types.keySet()), typesVersion));
        }
        departments.values().forEach(department -> department.write(parts));
        BundleDraft draft = writer.draft(expiresAt);
        last = draft;
        return draft;
    }

    private List<TrustedRegion> knownRegions() {
        return Stream.concat(departments.values().stream().map(DepartmentRecords::region), regions.keySet().stream())
                .distinct()
                .sorted()
                .map(this::region)
                .toList();
    }
}
