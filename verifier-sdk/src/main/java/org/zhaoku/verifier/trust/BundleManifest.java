package org.zhaoku.verifier.trust;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.Sm3;

/** The list of all parts of one bundle, whether a file holds them or not. Its SM3 is in the checkpoint and names the bundle. */
public final class BundleManifest {
    /** The most parts. */
    public static final int MAX_PARTS = 1 << 20;

    private static final int FORMAT_1 = 1;
    private static final long MAX_TIME = 253_402_300_799L;

    private final Bytes encoded;
    private final Bytes digest;
    private final Network network;
    private final Instant expiresAt;
    private final boolean test;
    private final NavigableMap<String, PartEntry> parts;

    private BundleManifest(
            Bytes encoded, Network network, Instant expiresAt, boolean test, NavigableMap<String, PartEntry> parts) {
        this.encoded = encoded;
        this.digest = Sm3.digest(encoded);
        this.network = network;
        this.expiresAt = expiresAt;
        this.test = test;
        this.parts = Collections.unmodifiableNavigableMap(parts);
        if (!parts.containsKey(PartName.REGISTRY.toString())) {
            throw new CborException("manifest: expected a part registry");
        }
    }

    static BundleManifest of(Network network, Instant expiresAt, boolean test, Collection<PartEntry> entries) {
        if (expiresAt.getNano() != 0 || expiresAt.getEpochSecond() < 0 || expiresAt.getEpochSecond() > MAX_TIME) {
            throw new IllegalArgumentException(
                    "expected an expiry in whole seconds from 1970 to 9999, got " + expiresAt);
        }
        var parts = new TreeMap<String, PartEntry>();
        entries.forEach(entry -> parts.put(entry.name(), entry));
        Bytes encoded = Cbor.map()
                .put(1, Cbor.of(FORMAT_1))
                .put(2, Cbor.of(network.name()))
                .put(3, Cbor.of(expiresAt.getEpochSecond()))
                .put(4, Cbor.of(test))
                .put(
                        5,
                        Cbor.array(
                                parts.values().stream().map(PartEntry::toCbor).toList()))
                .build()
                .encode();
        return new BundleManifest(encoded, network, expiresAt, test, parts);
    }

    /**
     * Reads a manifest. Nobody vouches for it until a cosigned checkpoint names its digest.
     *
     * @throws IllegalArgumentException if {@code encoded} is not a manifest, with the reason
     */
    public static BundleManifest decode(Bytes encoded) {
        var map = new CborMapReader("manifest", Cbor.decode(encoded));
        map.number(1, FORMAT_1, FORMAT_1);
        var network = new Network(map.text(2));
        Instant expiresAt = Instant.ofEpochSecond(map.number(3, 0, MAX_TIME));
        boolean test = CborReads.bool("manifest key 4", map.get(4));
        var parts = new TreeMap<String, PartEntry>();
        for (Cbor item : CborReads.array("parts", map.get(5), 1, MAX_PARTS)) {
            PartEntry entry = PartEntry.of(item);
            if (!parts.isEmpty() && parts.lastKey().compareTo(entry.name()) >= 0) {
                throw new CborException("manifest: parts are not in strictly ascending order of their names");
            }
            parts.put(entry.name(), entry);
        }
        map.end();
        return new BundleManifest(encoded, network, expiresAt, test, parts);
    }

    /** Deterministic CBOR. */
    public Bytes encoded() {
        return encoded;
    }

    /** SM3 of {@link #encoded}, 32 bytes. */
    public Bytes digest() {
        return digest;
    }

    /** Where a server keeps the manifest as a file of its own. */
    public String path() {
        return "manifests/" + digest.hex();
    }

    public Network network() {
        return network;
    }

    public Instant expiresAt() {
        return expiresAt;
    }

    /** Whether the network is for trying out: every verdict must say so. */
    public boolean test() {
        return test;
    }

    /** All parts, ascending by name. */
    public Collection<PartEntry> parts() {
        return parts.values();
    }

    public Optional<PartEntry> part(String name) {
        return Optional.ofNullable(parts.get(name));
    }

    /** The parts of one department, ascending by name: what a verifier of its licences fetches besides registry and types. */
    public List<PartEntry> parts(UnifiedSocialCreditCode department) {
        return parts.values().stream()
                .filter(part -> part.department().filter(department::equals).isPresent())
                .toList();
    }

    /** Whether no part changed after the first {@code size} records. */
    boolean isWithin(long size) {
        return parts.values().stream().allMatch(part -> part.version() <= size);
    }
}
