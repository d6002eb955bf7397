package org.zhaoku.gateway.drill;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TransactionAction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.zhaoku.gateway.e2e.FabricNetwork;
import org.zhaoku.gateway.e2e.GatewayProcess;
import org.zhaoku.verifier.anchor.BatchHeader;
import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/**
 * What is anchored, as the peers' own blocks say: it asks every region's peer, and reads what the valid transactions write,
 * with nothing of the gateway's reader.
 */
final class Oracle implements AutoCloseable {
    private static final String CHAINCODE = "zhaoku";
    private static final String BATCH = "batch/";

    private final List<PeerBlocks> peers;
    private final Map<Bytes, Anchored> batches = new HashMap<>();
    private final Map<UnifiedSocialCreditCode, Long> tiles = new HashMap<>();
    private final Map<UnifiedSocialCreditCode, Long> licences = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private long next;

    /** A batch on the ledger and the number of its first tile among its department's, counted here. */
    record Anchored(BatchHeader header, long firstTile) {}

    Oracle(FabricNetwork network) {
        this.peers = Site.LETTERS.stream()
                .map(letter -> new PeerBlocks(network.gatewayProperties(letter)))
                .toList();
    }

    /** Reads what is new on every peer, when they are level. */
    void read() {
        GatewayProcess.until(
                "the peers are level",
                () -> peers.stream().mapToLong(PeerBlocks::height).distinct().count() == 1);
        long height = peers.get(0).height();
        List<List<Block>> all =
                peers.stream().map(peer -> peer.blocks(next, height)).toList();
        for (int i = 0; i < all.get(0).size(); i++) {
            int at = i;
            Block block = all.get(0).get(i);
            if (!all.stream().allMatch(blocks -> same(blocks.get(at), block))) {
                problems.add("the peers differ in block " + block.getHeader().getNumber());
            }
            take(block);
        }
        next = height;
    }

    private static boolean same(Block one, Block other) {
        return one.getHeader().equals(other.getHeader())
                && sha256(one).equals(one.getHeader().getDataHash())
                && validity(one).equals(validity(other));
    }

    private static ByteString sha256(Block block) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            block.getData().getDataList().forEach(each -> digest.update(each.toByteArray()));
            return ByteString.copyFrom(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ByteString validity(Block block) {
        return block.getMetadata().getMetadata(BlockMetadataIndex.TRANSACTIONS_FILTER_VALUE);
    }

    private void take(Block block) {
        ByteString validity = validity(block);
        try {
            for (int i = 0; i < block.getData().getDataCount(); i++) {
                if ((validity.byteAt(i) & 0xff) == TxValidationCode.VALID_VALUE) {
                    for (KVWrite write : writes(block.getData().getData(i))) {
                        if (write.getKey().startsWith(BATCH)) {
                            anchored(write);
                        }
                    }
                }
            }
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<KVWrite> writes(ByteString envelope) throws InvalidProtocolBufferException {
        Payload payload = Payload.parseFrom(Envelope.parseFrom(envelope).getPayload());
        ChannelHeader header = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
        List<KVWrite> writes = new ArrayList<>();
        if (header.getType() != HeaderType.ENDORSER_TRANSACTION_VALUE) {
            return writes;
        }
        for (TransactionAction each : Transaction.parseFrom(payload.getData()).getActionsList()) {
            ByteString response = ChaincodeActionPayload.parseFrom(each.getPayload())
                    .getAction()
                    .getProposalResponsePayload();
            ChaincodeAction action = ChaincodeAction.parseFrom(
                    ProposalResponsePayload.parseFrom(response).getExtension());
            for (NsReadWriteSet set :
                    TxReadWriteSet.parseFrom(action.getResults()).getNsRwsetList()) {
                if (set.getNamespace().equals(CHAINCODE)) {
                    writes.addAll(KVRWSet.parseFrom(set.getRwset()).getWritesList());
                }
            }
        }
        return writes;
    }

    private void anchored(KVWrite write) {
        var map =
                new CborMapReader("batch", Cbor.decode(Bytes.of(write.getValue().toByteArray())));
        Bytes payload = CoseSign1.decode(map.bytes(2)).payload();
        BatchHeader header = BatchHeader.decode(payload);
        long first = tiles.merge(header.department(), (long) TileTree.tiles(header.size()), Long::sum)
                - TileTree.tiles(header.size());
        licences.merge(header.department(), (long) header.size(), Long::sum);
        Bytes key = Bytes.fromHex(write.getKey().substring(BATCH.length()));
        if (batches.put(key, new Anchored(header, first)) != null) {
            problems.add("batch " + key + " is written twice");
        }
    }

    Optional<Anchored> batch(Bytes key) {
        return Optional.ofNullable(batches.get(key));
    }

    /** How many licences all batches of the department have. */
    long licences(UnifiedSocialCreditCode department) {
        return licences.getOrDefault(department, 0L);
    }

    /** Number of blocks that were read. */
    long height() {
        return next;
    }

    /** Where the peers differ, and what they should not hold. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    @Override
    public void close() {
        peers.forEach(PeerBlocks::close);
    }
}
