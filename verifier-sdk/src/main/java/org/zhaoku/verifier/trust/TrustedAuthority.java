package org.zhaoku.verifier.trust;

import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.pki.Sm2Certificate;

/**
 * What a bundle says of one issuing authority (颁发机构).
 *
 * @param code its unified social credit code
 * @param name its name
 * @param region its region: an MSP id
 * @param certificates its keys, in the order of their kids
 * @param types codes of the licence types that it may issue
 * @param tiles its tiles in ledger order
 */
public record TrustedAuthority(
        UnifiedSocialCreditCode code,
        String name,
        String region,
        List<Sm2Certificate> certificates,
        NavigableSet<String> types,
        List<TrustedTile> tiles) {
    private static final int MAX = 1 << 24;

    public TrustedAuthority {
        certificates = List.copyOf(certificates);
        types = Collections.unmodifiableNavigableSet(new TreeSet<>(types));
        tiles = List.copyOf(tiles);
        for (int i = 1; i < certificates.size(); i++) {
            if (certificates.get(i - 1).kid().compareTo(certificates.get(i).kid()) >= 0) {
                throw new IllegalArgumentException(
                        "the certificates of an authority are not in the order of their kids");
            }
        }
    }

    Cbor toCbor() {
        byte[] sizes = new byte[tiles.size()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = (byte) (tiles.get(i).size() - 1);
        }
        return Cbor.map()
                .put(1, Cbor.of(code.value()))
                .put(2, Cbor.of(name))
                .put(3, Cbor.of(region))
                .put(
                        4,
                        Cbor.array(certificates.stream()
                                .map(each -> Cbor.of(each.der()))
                                .toList()))
                .put(5, Cbor.array(types.stream().map(Cbor::of).toList()))
                .put(
                        6,
                        Cbor.of(Bytes.concat(
                                tiles.stream().map(TrustedTile::root).toList())))
                .put(7, Cbor.of(Bytes.of(sizes)))
                .build();
    }

    static TrustedAuthority of(Cbor item) {
        var map = new CborMapReader("authority", item);
        List<String> types = CborReads.array("types", map.get(5), 0, MAX).stream()
                .map(type -> CborReads.text("type", type))
                .toList();
        var authority = new TrustedAuthority(
                UnifiedSocialCreditCode.parse(map.text(1)),
                map.text(2),
                map.text(3),
                CborReads.array("certificates", map.get(4), 0, MAX).stream()
                        .map(der -> Sm2Certificate.of(CborReads.bytes("certificate", der)))
                        .toList(),
                new TreeSet<>(types),
                tiles(map.bytes(6), map.bytes(7)));
        map.end();
        if (!List.copyOf(authority.types()).equals(types)) {
            throw new CborException("authority: types are not in strictly ascending order");
        }
        return authority;
    }

    private static List<TrustedTile> tiles(Bytes roots, Bytes sizes) {
        if (roots.size() != sizes.size() * TrustedTile.ROOT_LENGTH) {
            throw new CborException(
                    "authority: " + roots.size() + " bytes of tile roots for " + sizes.size() + " tiles");
        }
        TrustedTile[] tiles = new TrustedTile[sizes.size()];
        for (int i = 0; i < tiles.length; i++) {
            int from = i * TrustedTile.ROOT_LENGTH;
            tiles[i] = new TrustedTile(roots.slice(from, from + TrustedTile.ROOT_LENGTH), sizes.at(i) + 1);
        }
        return List.of(tiles);
    }
}
