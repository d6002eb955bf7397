package org.zhaoku.gateway.detached;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.zhaoku.verifier.anchor.SignedBatch;
import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.cose.MessageSigner;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.sm.Sm2PublicKey;
import org.zhaoku.verifier.sm.Sm3;

/**
 * A batch that a department signed by itself, with all that a gateway stores of it ({@code docs/detached-signing.md}). CBOR {1: 1,
 * 2: seal, 3: content}; the content is a byte string with CBOR {1: header as COSE_Sign1, 2: rows in the order of the leaves}, the
 * seal a COSE_Sign1 of kind {@link MessageKind#BATCH_FILE} over SM3(content), so that no byte of the file can be changed.
 */
final class BatchFile {
    /** The most licences in one file: all are in memory at once. */
    static final int MAX_LICENCES = 10_000;
    /** The largest file in bytes. */
    static final int MAX_SIZE = 16 << 20;
    /** More than a seal and the heads around it take. */
    private static final int SEAL_ROOM = 1024;

    private final SignedBatch batch;
    private final TileTree tree;
    private final List<DetachedRow> rows;
    private final Bytes content;
    private final CoseSign1 seal;

    private BatchFile(Bytes content, CoseSign1 seal) {
        this.content = content;
        this.seal = seal;
        var map = new CborMapReader("content", Cbor.decode(content));
        this.rows = CborReads.array("rows", map.get(2), 1, MAX_LICENCES).stream()
                .map(DetachedRow::of)
                .toList();
        this.tree = tree(rows);
        this.batch = SignedBatch.of(map.bytes(1), tree.tileRoots());
        map.end();
        requireAgreement();
    }

    private void requireAgreement() {
        Set<Integer> numbers = new HashSet<>();
        rows.forEach(row -> {
            if (!numbers.add(row.number())) {
                throw new CborException("row " + row.number() + " is there twice");
            }
        });
        boolean oneKey = seal.kid().equals(batch.header().kid())
                && rows.stream().allMatch(row -> row.statement().kid().equals(seal.kid()));
        if (rows.size() != batch.header().size()
                || !oneKey
                || seal.dictionary().isPresent()
                || !seal.payload().equals(Sm3.digest(content))) {
            throw new CborException(
                    "expected as many rows as the header says, one key for all, and a seal over the content");
        }
    }

    static TileTree tree(List<DetachedRow> rows) {
        return new TileTree(rows.stream().map(row -> row.statement().digest()).toList());
    }

    /**
     * Seals a batch.
     *
     * @param batch over the rows' statements
     * @throws IllegalArgumentException if batch and rows do not agree, or the file would be too large
     */
    static BatchFile seal(SignedBatch batch, List<DetachedRow> rows, MessageSigner signer) {
        Bytes content = Cbor.map()
                .put(1, Cbor.of(batch.message()))
                .put(2, Cbor.array(rows.stream().map(DetachedRow::toCbor).toList()))
                .build()
                .encode();
        if (content.size() + SEAL_ROOM > MAX_SIZE) {
            throw new CborException("expected less than " + MAX_SIZE + " bytes, got " + content.size());
        }
        return new BatchFile(
                content, CoseSign1.sign(MessageKind.BATCH_FILE, batch.header().network(), Sm3.digest(content), signer));
    }

    /** The file's bytes. */
    Bytes encode() {
        return Cbor.map()
                .put(1, Cbor.of(1))
                .put(2, Cbor.of(seal.encoded()))
                .put(3, Cbor.of(content))
                .build()
                .encode();
    }

    /**
     * Reads a file; no signature is verified yet.
     *
     * @throws IllegalArgumentException if it is anything else than {@link #encode} makes, with the reason
     */
    static BatchFile decode(Bytes encoded) {
        if (encoded.size() > MAX_SIZE) {
            throw new CborException("expected at most " + MAX_SIZE + " bytes, got " + encoded.size());
        }
        var map = new CborMapReader("batch file", Cbor.decode(encoded));
        map.number(1, 1, 1);
        var file = new BatchFile(map.bytes(3), CoseSign1.decode(map.bytes(2)));
        map.end();
        return file;
    }

    /** Whether {@code key} signed file and header; each statement has a signature of its own. */
    boolean verifies(Network network, Sm2PublicKey key) {
        return seal.verifies(MessageKind.BATCH_FILE, network, key) && batch.verifies(network, key);
    }

    SignedBatch batch() {
        return batch;
    }

    /** Over the statements, in the order of the rows. */
    TileTree tree() {
        return tree;
    }

    /** In the order of the leaves. */
    List<DetachedRow> rows() {
        return rows;
    }
}
