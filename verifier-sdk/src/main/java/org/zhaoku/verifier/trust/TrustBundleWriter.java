package org.zhaoku.verifier.trust;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.status.StatusList;

/**
 * Makes the parts and the manifest of a bundle from what a region has read from the ledger. The same content gives the same
 * bytes, so that each region can make them for itself and sign. A {@code version} is the size of the record log at which the part
 * last changed.
 */
public final class TrustBundleWriter {
    private final Network network;
    private final boolean test;
    private final NavigableMap<String, PartEntry> entries = new TreeMap<>();
    private final NavigableMap<String, Bytes> contents = new TreeMap<>();

    /** @param test whether the network is for trying out */
    public TrustBundleWriter(Network network, boolean test) {
        this.network = network;
        this.test = test;
    }

    /**
     * The part that each bundle has.
     *
     * @param regions strictly ascending by MSP id
     * @param authorities strictly ascending by code; each of a region that is there
     * @throws IllegalArgumentException if the order is another or a kid comes twice
     */
    public TrustBundleWriter registry(List<TrustedRegion> regions, List<TrustedAuthority> authorities, long version) {
        return put(PartName.REGISTRY, RegistryPart.of(regions, authorities).encoded(), version);
    }

    /** @param types strictly ascending by code and version */
    public TrustBundleWriter types(List<TypeDefinition> types, long version) {
        return put(PartName.TYPES, TypesPart.of(types).encoded(), version);
    }

    /** A department's tiles; leave the part out if it has none. */
    public TrustBundleWriter tiles(UnifiedSocialCreditCode department, TrustedTiles tiles, long version) {
        return put(PartName.tiles(department), tiles.encoded(), version);
    }

    /**
     * The status of a department's licences, 2 bits each.
     *
     * @param list its number n: it holds the licences from n × 2²⁰ on
     */
    public TrustBundleWriter status(UnifiedSocialCreditCode department, int list, StatusList values, long version) {
        return list(PartName.Kind.STATUS, department, list, values, 2, version);
    }

    /** Which of a department's licences are disputed, 1 bit each; leave the part out if none is. */
    public TrustBundleWriter disputed(UnifiedSocialCreditCode department, int list, StatusList values, long version) {
        return list(PartName.Kind.DISPUTED, department, list, values, 1, version);
    }

    /** Which of a department's licences are bound to the one before, 1 bit each; leave the part out if none is. */
    public TrustBundleWriter bound(UnifiedSocialCreditCode department, int list, StatusList values, long version) {
        return list(PartName.Kind.BOUND, department, list, values, 1, version);
    }

    private TrustBundleWriter list(
            PartName.Kind kind,
            UnifiedSocialCreditCode department,
            int list,
            StatusList values,
            int bits,
            long version) {
        if (values.bits() != bits) {
            throw new IllegalArgumentException("expected a list of " + bits + " bits a value, got " + values.bits());
        }
        return put(PartName.list(kind, department, list), values.encode(), version);
    }

    private TrustBundleWriter put(PartName name, Bytes content, long version) {
        entries.put(name.toString(), PartEntry.of(name, version, content));
        contents.put(name.toString(), content);
        return this;
    }

    /**
     * A part exactly as it is in an older bundle: spares compressing a list that has not changed.
     *
     * @throws IllegalArgumentException if {@code older} has no part of that name
     */
    public TrustBundleWriter unchanged(String part, BundleDraft older) {
        PartEntry entry = older.manifest()
                .part(part)
                .orElseThrow(() -> new IllegalArgumentException("the older bundle has no part " + part));
        entries.put(part, entry);
        contents.put(part, older.part(part));
        return this;
    }

    /**
     * The parts with their manifest, to be signed.
     *
     * @param expiresAt in whole seconds
     * @throws IllegalArgumentException if there is no registry, or a part of a department that is not in it
     */
    public BundleDraft draft(Instant expiresAt) {
        return BundleDraft.of(
                BundleManifest.of(network, expiresAt, test, new ArrayList<>(entries.values()))
                        .encoded(),
                contents);
    }
}
