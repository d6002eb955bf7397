package org.zhaoku.verifier.trust;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.identifier.LicenceTypeCode;

/**
 * A department's right to issue licences of one type, by the department's tiles.
 *
 * @param type the type's code
 * @param fromTile first tile with the right, 0 up to 2³²−1
 * @param untilTile first tile without it, after {@code fromTile}; empty if the right goes on
 */
public record TypeRight(LicenceTypeCode type, long fromTile, OptionalLong untilTile) {
    /** By type and first tile, as a department's rights stand in a bundle. */
    public static final Comparator<TypeRight> ORDER =
            Comparator.comparing((TypeRight right) -> right.type().value()).thenComparingLong(TypeRight::fromTile);

    /** @throws IllegalArgumentException if a tile is out of its range */
    public TypeRight {
        if (fromTile < 0
                || fromTile > CertifiedKey.MAX_TILE
                || untilTile.orElse(CertifiedKey.MAX_TILE + 1) <= fromTile
                || untilTile.orElse(0) > CertifiedKey.MAX_TILE) {
            throw new CborException(
                    "expected a right from a tile below 2^32 until a later one, got " + fromTile + ", " + untilTile);
        }
    }

    /** The right to {@code type} from the first tile on. */
    public static TypeRight of(LicenceTypeCode type) {
        return new TypeRight(type, 0, OptionalLong.empty());
    }

    /** Whether it holds at {@code tile}. */
    public boolean covers(long tile) {
        return tile >= fromTile && (untilTile.isEmpty() || tile < untilTile.getAsLong());
    }

    /** [type, from, ? until]. */
    Cbor toCbor() {
        List<Cbor> items = new ArrayList<>(List.of(Cbor.of(type.value()), Cbor.of(fromTile)));
        if (untilTile.isPresent()) {
            items.add(Cbor.of(untilTile.getAsLong()));
        }
        return Cbor.array(items);
    }

    static TypeRight of(Cbor item) {
        List<Cbor> items = CborReads.array("right", item, 2, 3);
        return new TypeRight(
                LicenceTypeCode.parse(CborReads.text("type of the right", items.get(0))),
                CborReads.number("first tile of the right", items.get(1), 0, CertifiedKey.MAX_TILE),
                items.size() == 2
                        ? OptionalLong.empty()
                        : OptionalLong.of(
                                CborReads.number("tile after the right", items.get(2), 0, CertifiedKey.MAX_TILE)));
    }

    /** Ascending by type and tile, and no two of one type at one tile. */
    static void check(List<TypeRight> rights) {
        for (int i = 1; i < rights.size(); i++) {
            TypeRight before = rights.get(i - 1);
            TypeRight after = rights.get(i);
            boolean apart = !before.type().equals(after.type())
                    || (before.untilTile().isPresent() && before.untilTile().getAsLong() <= after.fromTile());
            if (ORDER.compare(before, after) >= 0 || !apart) {
                throw new CborException("expected rights ascending by type and tile that do not overlap");
            }
        }
    }
}
