package org.zhaoku.gateway.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.zhaoku.chaincode.command.RegisterAuthority;
import org.zhaoku.verifier.anchor.SignedBatch;
import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.pki.Sm2Certificate;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.status.StatusList;
import org.zhaoku.verifier.trust.CertifiedKey;
import org.zhaoku.verifier.trust.TrustBundleWriter;
import org.zhaoku.verifier.trust.TrustedAuthority;
import org.zhaoku.verifier.trust.TrustedTiles;
import org.zhaoku.verifier.trust.TypeRight;

/** What the records say of one department. Places on the ledger are written as the first tile that they touch. */
final class DepartmentRecords {
    private static final int TILES_IN_LIST = StatusList.MAX_SIZE / TileTree.TILE_SIZE;

    private final RegisterAuthority registration;
    private final String region;
    private final Map<KeyId, CertifiedKey> keys = new TreeMap<>();
    private final Map<String, TypeRight> rights = new TreeMap<>();
    private final TrustedTiles.Builder tiles = new TrustedTiles.Builder();
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

    void authorise(LicenceTypeCode type) {
        rights.putIfAbsent(type.value(), new TypeRight(type, tileCount, OptionalLong.empty()));
        view = null;
    }

    /**
     * Takes a batch's tiles.
     *
     * @return number of its first tile
     */
    long anchor(SignedBatch batch, long version) {
        long first = tileCount;
        for (int tile = 0; tile < batch.tileRoots().size(); tile++) {
            tiles.add(
                    batch.tileRoots().get(tile),
                    TileTree.tileSize(batch.header().size(), tile));
        }
        tileCount += batch.tileRoots().size();
        tilesVersion = version;
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
                    new ArrayList<>(rights.values()));
            view = made;
        }
        return made;
    }

    /** Writes the department's tiles and lists. */
    void write(TrustBundleWriter writer) {
        if (tileCount == 0) {
            return;
        }
        writer.tiles(registration.department(), tiles.build(), tilesVersion);
        for (int list = 0; list * TILES_IN_LIST < tileCount; list++) {
            int size = Math.min(TILES_IN_LIST, tileCount - list * TILES_IN_LIST) * TileTree.TILE_SIZE;
            writer.status(registration.department(), list, StatusList.of(2, number -> 0, size), tilesVersion);
        }
    }
}
