package org.zhaoku.verifier.trust;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.log.Checkpoint;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.status.StatusEvidence;
import org.zhaoku.verifier.status.StatusSource;
import org.zhaoku.verifier.status.StatusValue;
import org.zhaoku.verifier.trust.TrustBundleException.Reason;

/**
 * All that an offline verifier needs (信任包): departments with their keys and rights, type definitions, and each department's
 * tiles and status lists, as enough regions attest them at one moment. It may hold the parts of some departments only. That it
 * has expired, or that the clock is before its time, is no error here but a check of each verdict. Immutable and safe for use by
 * many threads; keep it, since it holds decoded keys and inflated lists.
 */
public final class TrustBundle implements StatusSource {
    /** The longest file, bundle or delta, in bytes. */
    public static final int MAX_FILE = 64 << 20;

    /** Numbers in one status list. */
    private static final int LIST_BITS = 20;

    private final Attested attested;
    private final NavigableMap<String, Part> parts;
    private final RegistryPart registry;
    private final Optional<TypesPart> types;
    private final Map<UnifiedSocialCreditCode, DepartmentParts> departments;
    /** Every answer that there can be, by status value, disputed and bound. */
    private final List<Optional<StatusEvidence>> answers = new ArrayList<>();

    private TrustBundle(Attested attested, Map<String, Part> parts) {
        this.attested = attested;
        this.parts = Collections.unmodifiableNavigableMap(new TreeMap<>(parts));
        if (!(parts.get(PartName.REGISTRY.toString()) instanceof RegistryPart present)) {
            throw new TrustBundleException(
                    Reason.MALFORMED, "the file has no part registry, without which no key is known: fetch it, too");
        }
        this.registry = present;
        this.types = Optional.ofNullable(parts.get(PartName.TYPES.toString())).map(TypesPart.class::cast);
        try {
            this.departments = DepartmentParts.index(attested.manifest(), registry, parts);
        } catch (IllegalArgumentException e) {
            throw BundleFile.malformed("a signed manifest is malformed", e);
        }
        for (StatusValue value : StatusValue.values()) {
            for (int marks = 0; marks < 4; marks++) {
                answers.add(Optional.of(new StatusEvidence(value, (marks & 2) != 0, (marks & 1) != 0, issuedAt())));
            }
        }
    }

    /**
     * Opens a bundle with all its parts or with some, {@code registry} among them, and remembers its checkpoint.
     *
     * @param file of {@link #MAX_FILE} bytes at most
     * @param anchors whom the caller trusts
     * @param store the last checkpoint seen
     * @throws TrustBundleException any reason but DELTA_BASE; {@code store} is as it was then
     */
    public static TrustBundle open(Bytes file, TrustAnchors anchors, CheckpointStore store) {
        BundleFile read = BundleFile.decode(file);
        Attested attested = Attested.of(read.cosigned(), read.manifest(), anchors, store);
        var bundle = new TrustBundle(attested, attested.load(read.parts()));
        store.save(attested.cosigned());
        return bundle;
    }

    /**
     * This bundle with a part more, as the manifest names it.
     *
     * @throws TrustBundleException PART_MISMATCH if the manifest has another part of that name, or none
     */
    public TrustBundle with(String part, Bytes content) {
        return with(Map.of(part, content));
    }

    /**
     * This bundle with more parts, by name.
     *
     * @throws TrustBundleException PART_MISMATCH if the manifest has another part of a name, or none
     */
    public TrustBundle with(Map<String, Bytes> more) {
        return plus(attested.load(more));
    }

    /**
     * This bundle with the parts of {@code other}, too.
     *
     * @throws TrustBundleException PART_MISMATCH if they are not parts of one bundle
     */
    public TrustBundle merge(TrustBundle other) {
        if (!digest().equals(other.digest())) {
            throw new TrustBundleException(
                    Reason.PART_MISMATCH,
                    "expected parts of bundle " + digest() + ", got some of " + other.digest()
                            + ": fetch the parts of one bundle");
        }
        return plus(other.parts);
    }

    private TrustBundle plus(Map<String, Part> more) {
        Map<String, Part> all = new TreeMap<>(more);
        // a list that is inflated already stays so
        all.putAll(parts);
        return new TrustBundle(attested, all);
    }

    /**
     * The later bundle to which {@code delta} leads from this one, and remembers its checkpoint. What is loaded here is loaded
     * there, unless it is no part of it any more, and so is what is new there; a part that this bundle lacks though its manifest
     * has it stays out.
     *
     * @param delta of {@link #MAX_FILE} bytes at most
     * @throws TrustBundleException any reason; this bundle and {@code store} are as they were then. PART_MISMATCH if the delta
     *     lacks a changed part that is loaded here; DELTA_BASE if it leads on from another bundle than this
     */
    public TrustBundle update(Bytes delta, TrustAnchors anchors, CheckpointStore store) {
        BundleDelta read = BundleDelta.decode(delta);
        Attested next = Attested.of(read.cosigned(), read.manifest(), anchors, store);
        if (!read.base().equals(digest())) {
            throw new TrustBundleException(
                    Reason.DELTA_BASE,
                    "expected a delta for bundle " + digest() + ", got one for " + read.base()
                            + ": fetch the delta for this one, or the whole bundle");
        }
        var updated = new TrustBundle(next, Updates.apply(this, read, next));
        store.save(next.cosigned());
        return updated;
    }

    /** The bundle as a file with the parts that are loaded. */
    public Bytes file() {
        Map<String, Bytes> contents = new TreeMap<>();
        parts.forEach((name, part) -> contents.put(name, part.encoded()));
        return new BundleFile(attested.cosigned(), manifest().encoded(), contents).encode();
    }

    public Network network() {
        return manifest().network();
    }

    /** Whether the network is for trying out: every verdict must say so. */
    public boolean test() {
        return manifest().test();
    }

    /** What the regions signed. */
    public Checkpoint checkpoint() {
        return attested.cosigned().checkpoint();
    }

    /** What the regions signed, with their signatures. */
    public CosignedCheckpoint cosigned() {
        return attested.cosigned();
    }

    /** MSP ids of the trusted regions that signed it. */
    public Set<String> cosigners() {
        return attested.regions();
    }

    public BundleManifest manifest() {
        return attested.manifest();
    }

    /** SM3 of the manifest, 32 bytes: names the bundle, whichever of its parts are loaded. */
    public Bytes digest() {
        return manifest().digest();
    }

    /** The checkpoint's time. */
    public Instant issuedAt() {
        return checkpoint().time();
    }

    public Instant expiresAt() {
        return manifest().expiresAt();
    }

    /** The last position on the ledger that the bundle knows of. */
    public Position position() {
        return checkpoint().position();
    }

    /** Names of the parts that are loaded, ascending. */
    public Set<String> loaded() {
        return parts.keySet();
    }

    Optional<Part> part(String name) {
        return Optional.ofNullable(parts.get(name));
    }

    /** All regions, ascending by MSP id. */
    public Collection<TrustedRegion> regions() {
        return registry.regions();
    }

    /** All departments, ascending by code, whether their parts are loaded or not. */
    public List<TrustedAuthority> authorities() {
        return registry.authorities();
    }

    public Optional<TrustedAuthority> authority(UnifiedSocialCreditCode code) {
        return registry.authority(code);
    }

    /** A department's key. */
    public Optional<TrustedKey> key(KeyId kid) {
        return registry.key(kid);
    }

    /** A key of a region's gateways. */
    public Optional<GatewayKey> gatewayKey(KeyId kid) {
        return registry.gatewayKey(kid);
    }

    /**
     * A department's tiles.
     *
     * @return empty if the department is not known or the part is not loaded; no tiles if it has none
     */
    public Optional<TrustedTiles> tiles(UnifiedSocialCreditCode department) {
        DepartmentParts found = departments.get(department);
        return found == null ? Optional.empty() : found.tiles();
    }

    /**
     * A type's definition.
     *
     * @param version of the definition, 1 to 65535
     * @return empty if it is not known or the part is not loaded
     */
    public Optional<TypeDefinition> type(LicenceTypeCode code, int version) {
        return types.flatMap(part -> part.type(code, version));
    }

    /** All types' definitions, by code and version; none if the part is not loaded. */
    public List<TypeDefinition> types() {
        return types.map(TypesPart::types).orElse(List.of());
    }

    /**
     * What the lists say of a licence, as of the checkpoint's time.
     *
     * @return empty if one of the lists is not loaded or the number lies beyond it. Where the manifest names no list of disputed
     *     or bound numbers, there are none
     */
    @Override
    public Optional<StatusEvidence> status(UnifiedSocialCreditCode issuer, long number) {
        DepartmentParts found = departments.get(issuer);
        if (found == null || number < 0 || number >> LIST_BITS > PartName.MAX_LIST) {
            return Optional.empty();
        }
        int list = (int) (number >> LIST_BITS);
        int index = (int) number & (1 << LIST_BITS) - 1;
        int value = found.list(PartName.Kind.STATUS, list, ListValues.UNKNOWN).at(index);
        int disputed = found.list(PartName.Kind.DISPUTED, list, ListValues.NONE).at(index);
        int bound = found.list(PartName.Kind.BOUND, list, ListValues.NONE).at(index);
        if ((value | disputed | bound) < 0) {
            return Optional.empty();
        }
        return answers.get(value << 2 | disputed << 1 | bound);
    }
}
