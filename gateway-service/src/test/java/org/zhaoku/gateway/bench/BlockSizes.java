package org.zhaoku.gateway.bench;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.zhaoku.gateway.drill.PeerBlocks;
import org.zhaoku.gateway.e2e.FabricClient;
import org.zhaoku.gateway.ledger.Department;

/** How many bytes a licence takes on the ledger: the whole block, with its header, signatures and metadata, as a peer stores it. */
final class BlockSizes {
    static final List<Integer> BATCHES = List.of(1, 256, 10_000);
    /** Not one that {@link SingleTransactions} has. */
    private static final long SEED = -1;

    private final PeerBlocks peer;

    BlockSizes(PeerBlocks peer) {
        this.peer = peer;
    }

    /** Bytes a licence by size of its batch, each batch alone in a block. */
    SortedMap<Integer, Double> ofBatches(FabricClient client, Department department) {
        SortedMap<Integer, Double> sizes = new TreeMap<>();
        for (int size : BATCHES) {
            long before = peer.height();
            anchor(client, department, size);
            List<Block> blocks = peer.blocks(before, peer.height());
            if (blocks.size() != 1 || blocks.get(0).getData().getDataCount() != 1) {
                throw new IllegalStateException("others anchor on this network, too");
            }
            sizes.put(size, perLicence(blocks, size));
        }
        return sizes;
    }

    private static void anchor(FabricClient client, Department department, int size) {
        try {
            TxValidationCode verdict = client.submit(department.batch(size, SEED));
            if (verdict != TxValidationCode.VALID) {
                throw new IllegalStateException("a batch of " + size + " is " + verdict);
            }
        } catch (GatewayException e) {
            throw new IllegalStateException("a batch of " + size + " is not anchored", e);
        }
    }

    /** Bytes a transaction in the blocks from number {@code from} up to and without {@code to}. */
    double perTransaction(long from, long to) {
        List<Block> blocks = peer.blocks(from, to);
        return perLicence(
                blocks,
                blocks.stream()
                        .mapToInt(block -> block.getData().getDataCount())
                        .sum());
    }

    static double perLicence(List<Block> blocks, int licences) {
        return blocks.stream().mapToLong(Block::getSerializedSize).sum() / (double) licences;
    }
}
