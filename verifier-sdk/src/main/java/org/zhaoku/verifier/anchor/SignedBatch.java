package org.zhaoku.verifier.anchor;

import java.util.List;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.cose.MessageSigner;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.merkle.MerkleTree;
import org.zhaoku.verifier.sm.Hashes;
import org.zhaoku.verifier.sm.Sm2PublicKey;
import org.zhaoku.verifier.sm.Sm3;

/**
 * A batch (批次) as it goes to the ledger: the signed header and the roots of its tiles, which agree with each other. The
 * signature is checked apart, by {@link #verifies}.
 */
public final class SignedBatch {
    private final CoseSign1 message;
    private final BatchHeader header;
    private final List<Bytes> tileRoots;

    private SignedBatch(CoseSign1 message, List<Bytes> tileRoots) {
        this.message = message;
        this.header = BatchHeader.decode(message.payload());
        this.tileRoots = Hashes.copyOf(tileRoots);
        if (message.dictionary().isPresent() || !header.kid().equals(message.kid())) {
            throw new IllegalArgumentException(
                    "expected an uncompressed batch header, signed by the kid that it names");
        }
        if (tileRoots.size() != TileTree.tiles(header.size())
                || !Sm3.digest(Bytes.concat(tileRoots)).equals(header.tileRootsDigest())
                || !new MerkleTree(Sm3.FUNCTION, tileRoots).root().equals(header.root())) {
            throw new IllegalArgumentException("the tile roots do not agree with the batch header: expected "
                    + TileTree.tiles(header.size()) + " whose tree has the header's root, got " + tileRoots.size());
        }
    }

    /** Signs a header that agrees with {@code tileRoots}. */
    public static SignedBatch sign(BatchHeader header, List<Bytes> tileRoots, MessageSigner signer) {
        return new SignedBatch(CoseSign1.sign(MessageKind.BATCH, header.network(), header.encode(), signer), tileRoots);
    }

    /**
     * Reads a batch.
     *
     * @param message the header as COSE_Sign1
     * @param tileRoots roots of the tiles in order, 32 bytes each
     * @throws IllegalArgumentException if header or tile roots are malformed or do not agree
     */
    public static SignedBatch of(Bytes message, List<Bytes> tileRoots) {
        return new SignedBatch(CoseSign1.decode(message), tileRoots);
    }

    /** Whether {@code key} signed the header for {@code network}, and the header names that network. */
    public boolean verifies(Network network, Sm2PublicKey key) {
        return header.network().equals(network) && message.verifies(MessageKind.BATCH, network, key);
    }

    /** SM3 of the header: the batch's key. Signatures are random, so the same header signed twice is the same batch. */
    public Bytes key() {
        return Sm3.digest(message.payload());
    }

    public BatchHeader header() {
        return header;
    }

    /** The header as COSE_Sign1. */
    public Bytes message() {
        return message.encoded();
    }

    /** Roots of the tiles in order. */
    public List<Bytes> tileRoots() {
        return tileRoots;
    }
}
