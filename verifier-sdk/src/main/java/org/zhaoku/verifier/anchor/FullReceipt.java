package org.zhaoku.verifier.anchor;

import java.util.List;
import java.util.Optional;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.merkle.MerkleProofs;
import org.zhaoku.verifier.sm.Hashes;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm2PublicKey;
import org.zhaoku.verifier.sm.Sm3;

/**
 * The long receipt: the short one, and the way from the tile to the batch's root and its signed header, for those who ask the
 * ledger for the batch instead of a trust bundle.
 *
 * @param receipt the way to the tile's root
 * @param tileInBatch place of the tile in its batch, from 0
 * @param path hashes from the tile's root up to the batch's
 * @param header the batch header as COSE_Sign1
 */
public record FullReceipt(TileReceipt receipt, int tileInBatch, List<Bytes> path, Bytes header) {
    private static final int MAX_PATH = 12;

    /** @throws IllegalArgumentException if a part is out of its range or {@code header} is not a batch header */
    public FullReceipt {
        path = Hashes.copyOf(path);
        if (tileInBatch < 0 || path.size() > MAX_PATH) {
            throw new IllegalArgumentException("expected a tile of the batch and a path of at most " + MAX_PATH);
        }
        batch(header);
    }

    /** Whether the statement with this digest is in the batch of the header; the header's signature is checked apart. */
    public boolean leadsFrom(Bytes digest) {
        BatchHeader batch = batch(header);
        int tiles = TileTree.tiles(batch.size());
        if (tileInBatch >= tiles) {
            return false;
        }
        Optional<Bytes> root = receipt.tileRoot(digest, TileTree.tileSize(batch.size(), tileInBatch))
                .flatMap(tile -> MerkleProofs.root(Sm3.FUNCTION, tile, tileInBatch, tiles, path));
        return root.isPresent() && root.get().equals(batch.root());
    }

    /**
     * Whether this department's key signed the batch for this network, and the statement with this digest is in it.
     *
     * @param kid of the key, which must be the one that signed the statement, too
     */
    public boolean proves(
            Bytes digest, Network network, UnifiedSocialCreditCode department, KeyId kid, Sm2PublicKey key) {
        BatchHeader batch = batch(header);
        CoseSign1 message = CoseSign1.decode(header);
        return batch.network().equals(network)
                && batch.department().equals(department)
                && batch.kid().equals(kid)
                && message.kid().equals(kid)
                && leadsFrom(digest)
                && message.verifies(MessageKind.BATCH, network, key);
    }

    private static BatchHeader batch(Bytes header) {
        CoseSign1 message = CoseSign1.decode(header);
        if (message.dictionary().isPresent()) {
            throw new CborException("batch header: expected an uncompressed one");
        }
        return BatchHeader.decode(message.payload());
    }

    /** CBOR [receipt, tile in batch, path hashes as one byte string, header]. */
    public Bytes encode() {
        return Cbor.array(receipt.toCbor(), Cbor.of(tileInBatch), Cbor.of(Bytes.concat(path)), Cbor.of(header))
                .encode();
    }

    /** @throws IllegalArgumentException if {@code encoded} has another form */
    public static FullReceipt decode(Bytes encoded) {
        List<Cbor> parts = CborReads.array("full receipt", Cbor.decode(encoded), 4, 4);
        return new FullReceipt(
                TileReceipt.of(parts.get(0)),
                (int) CborReads.number("tile in batch", parts.get(1), 0, TileTree.MAX_SIZE),
                Hashes.split("path of the tile", parts.get(2), MAX_PATH),
                CborReads.bytes("batch header", parts.get(3)));
    }
}
