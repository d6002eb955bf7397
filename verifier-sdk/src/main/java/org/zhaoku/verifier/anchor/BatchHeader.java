package org.zhaoku.verifier.anchor;

import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.bytes.Unmodifiable;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm3;

/**
 * What a department signs for a batch. Nothing in it names a licence or a holder.
 *
 * @param network the ledger's network
 * @param department the issuing department
 * @param region the region whose gateway submits the batch: its MSP id
 * @param kid the department's key that signs the header and all statements of the batch
 * @param types codes of the licence types in the batch, at least one, so that the contract can check the right to each
 * @param size number of statements, 1 to {@link TileTree#MAX_SIZE}
 * @param root root of the batch's tree, 32 bytes
 * @param tileRootsDigest SM3 over the roots of the tiles, one after the other, 32 bytes
 */
public record BatchHeader(
        Network network,
        UnifiedSocialCreditCode department,
        String region,
        KeyId kid,
        NavigableSet<String> types,
        int size,
        Bytes root,
        Bytes tileRootsDigest) {

    /** The most types in one batch. */
    public static final int MAX_TYPES = 64;

    private static final int FORMAT_1 = 1;
    private static final Pattern REGION = Pattern.compile("[A-Za-z0-9.-]{1,64}");

    public BatchHeader {
        types = Unmodifiable.set(new TreeSet<>(types));
        types.forEach(LicenceTypeCode::parse);
        if (!REGION.matcher(region).matches() || types.isEmpty() || types.size() > MAX_TYPES) {
            throw new IllegalArgumentException(
                    "expected an MSP id as region and 1 to " + MAX_TYPES + " types, got " + types.size() + " types");
        }
        TileTree.checkSize(size);
        if (root.size() != Sm3.LENGTH || tileRootsDigest.size() != Sm3.LENGTH) {
            throw new IllegalArgumentException("expected a root and a digest of the tile roots of 32 bytes each");
        }
    }

    /** Deterministic CBOR: the payload that is signed. */
    public Bytes encode() {
        return Cbor.map()
                .put(1, Cbor.of(FORMAT_1))
                .put(2, Cbor.of(network.name()))
                .put(3, Cbor.of(department.value()))
                .put(4, Cbor.of(region))
                .put(5, Cbor.of(kid.value()))
                .put(6, Cbor.array(types.stream().map(Cbor::of).toList()))
                .put(7, Cbor.of(size))
                .put(8, Cbor.of(root))
                .put(9, Cbor.of(tileRootsDigest))
                .build()
                .encode();
    }

    /** @throws IllegalArgumentException if {@code encoded} is not a header, with the reason */
    public static BatchHeader decode(Bytes encoded) {
        var map = new CborMapReader("batch header", Cbor.decode(encoded));
        map.number(1, FORMAT_1, FORMAT_1);
        var header = new BatchHeader(
                new Network(map.text(2)),
                UnifiedSocialCreditCode.parse(map.text(3)),
                map.text(4),
                new KeyId(map.bytes(5, KeyId.LENGTH)),
                types(map.get(6)),
                (int) map.number(7, 1, TileTree.MAX_SIZE),
                map.bytes(8, Sm3.LENGTH),
                map.bytes(9, Sm3.LENGTH));
        map.end();
        return header;
    }

    private static NavigableSet<String> types(Cbor item) {
        List<String> codes = CborReads.array("types", item, 1, MAX_TYPES).stream()
                .map(code -> CborReads.text("type", code))
                .toList();
        NavigableSet<String> types = new TreeSet<>(codes);
        if (!List.copyOf(types).equals(codes)) {
            throw new CborException("batch header: types are not in strictly ascending order");
        }
        return types;
    }
}
