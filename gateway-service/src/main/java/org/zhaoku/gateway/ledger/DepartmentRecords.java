package org.zhaoku.gateway.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.zhaoku.chaincode.command.RegisterAuthority;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.anchor.SignedBatch;
import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.pki.Sm2Certificate;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.status.StatusChange;
import org.zhaoku.verifier.trust.CertifiedKey;
import org.zhaoku.verifier.trust.TrustedAuthority;
import org.zhaoku.verifier.trust.TrustedTiles;
import org.zhaoku.verifier.trust.TypeRight;

/** What the records say of one department. Places on the ledger are written as the first tile that they touch. */
final class DepartmentRecords {
    private final RegisterAuthority registration;
    private final String region;
    private final Map<KeyId, CertifiedKey> keys = new TreeMap<>();
    private final List<TypeRight> rights = new ArrayList<>();
    private final TrustedTiles.Builder tiles = new TrustedTiles.Builder();
    /** The first tile of each batch by the batch's position. */
    private final NavigableMap<Position, Integer> firstTiles = new TreeMap<>();

    private final LicenceStates states = new LicenceStates();
    private int tileCount;
    private long tilesVersion;
    private @Nullable TrustedAuthority view;

    DepartmentRecords(RegisterAuthority registration, String region) {
        this.registration = registration;
        this.region = region;
    }

    String region() {
        return region;
    }

    void add(Sm2Certificate certificate) {
        keys.put(certificate.kid(), certificate.certifiedKey());
        view = null;
    }

    void retire(KeyId kid) {
        keys.computeIfPresent(
                kid,
                (same, key) -> new CertifiedKey(
                        key.certificate(), key.publicKey(), OptionalLong.of(tileCount), key.distrustedFrom()));
        view = null;
    }

    /** Distrusts a key from the first tile on that came at {@code from} or later. */
    void distrust(KeyId kid, Position from) {
        int tile = Optional.ofNullable(firstTiles.ceilingEntry(from))
                .map(Map.Entry::getValue)
                .orElse(tileCount);
        keys.computeIfPresent(
                kid,
                (same, key) ->
                        new CertifiedKey(key.certificate(), key.publicKey(), key.retiredFrom(), OptionalLong.of(tile)));
        view = null;
    }

    void authorise(LicenceTypeCode type) {
        rights.add(new TypeRight(type, tileCount, OptionalLong.empty()));
        view = null;
    }

    /** Ends a right; one that began at the present tile never held at any. */
    void revoke(LicenceTypeCode type) {
        rights.removeIf(
                right -> right.type().equals(type) && right.untilTile().isEmpty() && right.fromTile() == tileCount);
        rights.replaceAll(
                right -> right.type().equals(type) && right.untilTile().isEmpty()
                        ? new TypeRight(type, right.fromTile(), OptionalLong.of(tileCount))
                        : right);
        view = null;
    }

    /** Takes what is on the ledger of one licence's state. */
    void change(long number, StatusChange change, long version) {
        states.change(number, change, version);
    }

    /** The licence continues the one before it. */
    void bind(long number, long version) {
        states.bind(number, version);
    }

    /**
     * Takes a batch's tiles.
     *
     * @return number of its first tile
     */
    long anchor(SignedBatch batch, Position at, long version) {
        long first = tileCount;
        firstTiles.put(at, tileCount);
        for (int tile = 0; tile < batch.tileRoots().size(); tile++) {
            tiles.add(
                    batch.tileRoots().get(tile),
                    TileTree.tileSize(batch.header().size(), tile));
        }
        tileCount += batch.tileRoots().size();
        tilesVersion = version;
        states.grow(first * TileTree.TILE_SIZE, (long) tileCount * TileTree.TILE_SIZE, version);
        return first;
    }

    /** Made once after each change: every licence that is issued asks for it. */
    TrustedAuthority toAuthority() {
        TrustedAuthority made = view;
        if (made == null) {
            made = new TrustedAuthority(
                    registration.department(),
                    registration.name(),
                    region,
                    List.copyOf(keys.values()),
                    rights.stream().sorted(TypeRight.ORDER).toList());
            view = made;
        }
        return made;
    }

    /** Writes the department's tiles and lists. */
    void write(DraftParts parts) {
        if (tileCount == 0) {
            return;
        }
        UnifiedSocialCreditCode department = registration.department();
        parts.part(
                "tiles/" + department.value(),
                tilesVersion,
                writer -> writer.tiles(department, tiles.build(), tilesVersion));
        states.write(parts, department, (long) tileCount * TileTree.TILE_SIZE);
    }
}
