package org.zhaoku.verifier.trust;

import java.util.List;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/**
 * What a bundle says of one issuing authority (颁发机构).
 *
 * @param code its unified social credit code
 * @param name its name, 1 to 200 characters
 * @param region its region: an MSP id
 * @param keys its keys, strictly ascending by kid
 * @param rights to which types it has a right at which of its tiles, ascending by type and tile, not overlapping
 */
public record TrustedAuthority(
        UnifiedSocialCreditCode code, String name, String region, List<CertifiedKey> keys, List<TypeRight> rights) {
    private static final int MAX_RIGHTS = 1 << 16;

    /** @throws IllegalArgumentException if a part is out of its range or order */
    public TrustedAuthority {
        Names.check("department", name);
        Names.checkMspId(region);
        keys = Keys.copyOf(keys);
        rights = List.copyOf(rights);
        TypeRight.check(rights);
    }

    /** Whether it may issue licences of {@code type} in its tile {@code tile}. */
    public boolean mayIssue(LicenceTypeCode type, long tile) {
        for (TypeRight right : rights) {
            if (right.covers(tile) && right.type().equals(type)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it has, had or will have a right to {@code type} at any tile. */
    public boolean everMayIssue(LicenceTypeCode type) {
        return rights.stream().anyMatch(right -> right.type().equals(type));
    }

    /** The types that it may issue as things stand, ascending. */
    public List<LicenceTypeCode> types() {
        return rights.stream()
                .filter(right -> right.untilTile().isEmpty())
                .map(TypeRight::type)
                .toList();
    }

    /** Its keys that are neither retired nor distrusted, ascending by kid. */
    public List<CertifiedKey> usableKeys() {
        return keys.stream()
                .filter(key ->
                        key.retiredFrom().isEmpty() && key.distrustedFrom().isEmpty())
                .toList();
    }

    Cbor toCbor() {
        return Cbor.map()
                .put(1, Cbor.of(code.value()))
                .put(2, Cbor.of(name))
                .put(3, Cbor.of(region))
                .put(4, Keys.toCbor(keys))
                .put(5, Cbor.array(rights.stream().map(TypeRight::toCbor).toList()))
                .build();
    }

    static TrustedAuthority of(Cbor item) {
        var map = new CborMapReader("department", item);
        var authority = new TrustedAuthority(
                UnifiedSocialCreditCode.parse(map.text(1)),
                map.text(2),
                map.text(3),
                Keys.of(map.get(4)),
                CborReads.array("rights", map.get(5), 0, MAX_RIGHTS).stream()
                        .map(TypeRight::of)
                        .toList());
        map.end();
        return authority;
    }
}
