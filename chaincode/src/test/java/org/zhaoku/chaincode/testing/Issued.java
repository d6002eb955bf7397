package org.zhaoku.chaincode.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.zhaoku.chaincode.command.AnchorBatch;
import org.zhaoku.chaincode.command.Inclusion;
import org.zhaoku.chaincode.command.ProvenChange;
import org.zhaoku.verifier.anchor.BatchHeader;
import org.zhaoku.verifier.anchor.SignedBatch;
import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.status.SignedStatusChange;
import org.zhaoku.verifier.status.StatusChange;
import org.zhaoku.verifier.status.StatusChange.Licence;

/** A batch of a department with the paths of its statements. */
public record Issued(SignedBatch batch, TileTree tree, List<Bytes> digests, TestKey key) {

    /** {@code size} statements whose digests differ from those of batches of another {@code name}. */
    public static Issued of(UnifiedSocialCreditCode department, String region, TestKey key, String name, int size) {
        return of(
                Samples.NETWORK,
                department,
                region,
                key,
                IntStream.range(0, size)
                        .mapToObj(i -> Sm3.digest(Bytes.utf8(name + " " + i)))
                        .toList());
    }

    public static Issued of(
            Network network, UnifiedSocialCreditCode department, String region, TestKey key, List<Bytes> digests) {
        var tree = new TileTree(digests);
        NavigableSet<String> types = new TreeSet<>(List.of(Samples.TYPE.value()));
        var header = new BatchHeader(
                network,
                department,
                region,
                key.kid(),
                types,
                digests.size(),
                tree.root(),
                Sm3.digest(Bytes.concat(tree.tileRoots())));
        return new Issued(SignedBatch.sign(header, tree.tileRoots(), key), tree, digests, key);
    }

    public AnchorBatch anchor() {
        return new AnchorBatch(batch);
    }

    public Bytes digest(int place) {
        return digests.get(place);
    }

    public Licence licence(int place) {
        return new Licence(Samples.NETWORK, batch.header().department(), batch.key(), place, digests.get(place));
    }

    public List<Bytes> path(int place) {
        List<Bytes> path = new ArrayList<>(tree.pathInTile(place));
        path.addAll(tree.pathOfTile(place / TileTree.TILE_SIZE));
        return path;
    }

    public Inclusion inclusion(int place) {
        return new Inclusion(batch.key(), place, path(place));
    }

    /** The change, signed with the batch's key. */
    public ProvenChange prove(StatusChange change) {
        return prove(change, Optional.empty());
    }

    /** The change to a successor, signed with the batch's key. */
    public ProvenChange prove(StatusChange change, Optional<Inclusion> successor) {
        return new ProvenChange(
                SignedStatusChange.sign(change, key), path(change.licence().place()), successor);
    }
}
