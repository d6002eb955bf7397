package org.zhaoku.verifier.trust;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.log.Checkpoint;

/**
 * A manifest with all its parts, as a publisher makes it and every cosigner checks it. It is a bundle once regions have signed
 * the checkpoint that names it.
 */
public final class BundleDraft {
    private final BundleManifest manifest;
    private final NavigableMap<String, Bytes> parts;

    private BundleDraft(BundleManifest manifest, Map<String, Bytes> parts) {
        this.manifest = manifest;
        this.parts = Collections.unmodifiableNavigableMap(new TreeMap<>(parts));
    }

    /**
     * Reads a draft that somebody else made.
     *
     * @param parts all parts that the manifest names
     * @throws IllegalArgumentException if manifest or a part is malformed, or they do not agree
     */
    public static BundleDraft of(Bytes manifest, Map<String, Bytes> parts) {
        BundleManifest decoded = BundleManifest.decode(manifest);
        Map<String, Part> loaded = new TreeMap<>();
        for (PartEntry entry : decoded.parts()) {
            Bytes content = Optional.ofNullable(parts.get(entry.name()))
                    .filter(entry::matches)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "part " + entry.name() + " is missing or not the one that the manifest names"));
            loaded.put(entry.name(), Part.decode(PartName.parse(entry.name()), content));
        }
        if (parts.size() != loaded.size()) {
            throw new IllegalArgumentException("there are parts that the manifest does not name");
        }
        if (loaded.get(PartName.REGISTRY.toString()) instanceof RegistryPart registry) {
            DepartmentParts.index(decoded, registry, loaded);
        }
        return new BundleDraft(decoded, parts);
    }

    public BundleManifest manifest() {
        return manifest;
    }

    /** All parts by name. */
    public NavigableMap<String, Bytes> parts() {
        return parts;
    }

    Bytes part(String name) {
        return Optional.ofNullable(parts.get(name)).orElse(Bytes.EMPTY);
    }

    /**
     * Whether {@code other} says the same, so that whoever made this one may sign that one. Zlib data of one list may differ from
     * region to region; all else must be equal to the byte.
     */
    public boolean saysTheSameAs(BundleDraft other) {
        return skeleton().equals(other.skeleton())
                && parts.entrySet().stream()
                        .allMatch(part -> sameContent(part.getKey(), part.getValue(), other.part(part.getKey())));
    }

    // all of the manifest but length and digest of the parts
    private Object skeleton() {
        Map<String, Long> versions = new TreeMap<>();
        manifest.parts().forEach(entry -> versions.put(entry.name(), entry.version()));
        return java.util.List.of(manifest.network(), manifest.expiresAt(), manifest.test(), versions);
    }

    private static boolean sameContent(String name, Bytes one, Bytes other) {
        if (one.equals(other)) {
            return true;
        }
        PartName.Kind kind = PartName.parse(name).kind();
        if (!kind.isList()) {
            return false;
        }
        try {
            return ListPart.decode(kind, one).equals(ListPart.decode(kind, other));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * The checkpoint that names this draft, for each cosigner to sign.
     *
     * @param size number of records in the log
     * @param root the log's root at that size, 32 bytes
     * @param position place on the ledger of the last of these records
     * @param time in whole seconds, before the manifest's expiry
     * @throws IllegalArgumentException if a part changed after {@code size} records, or it expires before {@code time}
     */
    public Checkpoint checkpoint(long size, Bytes root, Position position, Instant time) {
        if (!manifest.isWithin(size) || !manifest.expiresAt().isAfter(time)) {
            throw new IllegalArgumentException("expected versions of at most " + size + " and an expiry after " + time
                    + ", got an expiry of " + manifest.expiresAt());
        }
        return new Checkpoint(manifest.network(), size, root, position, time, Optional.of(manifest.digest()));
    }

    /**
     * The bundle as a file with all parts.
     *
     * @throws IllegalArgumentException if the checkpoint does not name this draft
     */
    public Bytes file(CosignedCheckpoint cosigned) {
        return file(cosigned, name -> true);
    }

    /** The same with registry and types and the parts of some departments only. */
    public Bytes file(CosignedCheckpoint cosigned, Set<UnifiedSocialCreditCode> departments) {
        return file(cosigned, of(departments));
    }

    private Bytes file(CosignedCheckpoint cosigned, Predicate<String> taken) {
        return new BundleFile(checked(cosigned), manifest.encoded(), filtered(taken)).encode();
    }

    private static Predicate<String> of(Set<UnifiedSocialCreditCode> departments) {
        return name -> PartName.parse(name).department().stream().allMatch(departments::contains);
    }

    private Map<String, Bytes> filtered(Predicate<String> taken) {
        Map<String, Bytes> filtered = new TreeMap<>(parts);
        filtered.keySet().removeIf(taken.negate());
        return filtered;
    }

    private CosignedCheckpoint checked(CosignedCheckpoint cosigned) {
        if (!cosigned.checkpoint().manifest().equals(Optional.of(manifest.digest()))) {
            throw new IllegalArgumentException("the checkpoint does not name this manifest");
        }
        return cosigned;
    }

    /**
     * The file that leads from {@code older} to this bundle.
     *
     * @throws IllegalArgumentException if the checkpoint does not name this draft
     */
    public Bytes delta(CosignedCheckpoint cosigned, BundleDraft older) {
        return delta(cosigned, older, name -> true);
    }

    /** The same for those who hold the parts of some departments only. */
    public Bytes delta(CosignedCheckpoint cosigned, BundleDraft older, Set<UnifiedSocialCreditCode> departments) {
        return delta(cosigned, older, of(departments));
    }

    private Bytes delta(CosignedCheckpoint cosigned, BundleDraft older, Predicate<String> taken) {
        Map<String, Bytes> whole = filtered(taken);
        whole.entrySet().removeIf(part -> part.getValue().equals(older.part(part.getKey())));
        Map<String, TrustedTiles> tails = new TreeMap<>();
        whole.forEach((name, content) -> {
            if (PartName.parse(name).kind() == PartName.Kind.TILES && older.parts.containsKey(name)) {
                TrustedTiles.decode(content)
                        .after(TrustedTiles.decode(older.part(name)))
                        .ifPresent(tail -> tails.put(name, tail));
            }
        });
        whole.keySet().removeAll(tails.keySet());
        return new BundleDelta(checked(cosigned), manifest.encoded(), older.manifest.digest(), whole, tails).encode();
    }

    /**
     * Manifest and parts as files of their own for a static server, by path; a path holds the SM3 of its file, and so a file never
     * changes. The cosigned checkpoint ({@link CosignedCheckpoint#encode}) goes beside them.
     */
    public Map<String, Bytes> files() {
        Map<String, Bytes> files = new LinkedHashMap<>();
        files.put(manifest.path(), manifest.encoded());
        manifest.parts().forEach(entry -> files.put(entry.path(), part(entry.name())));
        return files;
    }
}
