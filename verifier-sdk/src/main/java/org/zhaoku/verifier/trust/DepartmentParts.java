package org.zhaoku.verifier.trust;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/** What is at hand of one department. */
final class DepartmentParts {
    private Optional<TrustedTiles> tiles = Optional.of(TrustedTiles.EMPTY);
    private final Map<PartName.Kind, Map<Integer, ListValues>> lists = new EnumMap<>(PartName.Kind.class);

    /** All departments of the registry, with those parts of the manifest that are loaded. */
    static Map<UnifiedSocialCreditCode, DepartmentParts> index(
            BundleManifest manifest, RegistryPart registry, Map<String, Part> parts) {
        Map<UnifiedSocialCreditCode, DepartmentParts> departments = new HashMap<>();
        registry.authorities().forEach(authority -> departments.put(authority.code(), new DepartmentParts()));
        for (PartEntry entry : manifest.parts()) {
            PartName name = PartName.parse(entry.name());
            name.department().ifPresent(code -> {
                DepartmentParts department = departments.get(code);
                if (department == null) {
                    throw new IllegalArgumentException("part " + name + " is of no department in the registry");
                }
                department.put(name, Optional.ofNullable(parts.get(entry.name())));
            });
        }
        return departments;
    }

    private void put(PartName name, Optional<Part> part) {
        if (name.kind() == PartName.Kind.TILES) {
            tiles = part.map(TrustedTiles.class::cast);
        } else {
            lists.computeIfAbsent(name.kind(), kind -> new HashMap<>())
                    .put(name.list(), part.map(ListValues.class::cast).orElse(ListValues.UNKNOWN));
        }
    }

    Optional<TrustedTiles> tiles() {
        return tiles;
    }

    ListValues list(PartName.Kind kind, int list, ListValues ifAbsent) {
        return lists.getOrDefault(kind, Map.of()).getOrDefault(list, ifAbsent);
    }
}
