package org.zhaoku.verifier.trust;

import org.zhaoku.verifier.bytes.Bytes;

/** A part that is loaded. */
sealed interface Part permits RegistryPart, TypesPart, TrustedTiles, ListPart {
    /** The part as it stands in a file. */
    Bytes encoded();

    /** @throws IllegalArgumentException if {@code content} is not a part of this name, with the reason */
    static Part decode(PartName name, Bytes content) {
        return switch (name.kind()) {
            case REGISTRY -> RegistryPart.decode(content);
            case TYPES -> TypesPart.decode(content);
            case TILES -> TrustedTiles.decode(content);
            case STATUS, DISPUTED, BOUND -> new ListPart(name.kind(), content);
        };
    }
}
