package org.zhaoku.gateway.ledger.fabric;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.BlockMetadata;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** What the peers of a network have in common: its transactions, each with the code that it got the first time. */
final class FakeFabric {
    private final Map<String, TxValidationCode> codes = new LinkedHashMap<>();
    private final List<ByteString> ordered = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();
    private final List<Runnable> watchers = new ArrayList<>();
    private TxValidationCode nextCode = TxValidationCode.VALID;

    FakeFabric() {
        addBlock(List.of());
    }

    /** What the next transaction is committed as. */
    synchronized void nextIs(TxValidationCode code) {
        nextCode = code;
    }

    synchronized void order(Envelope envelope) {
        ordered.add(envelope.toByteString());
        if (codes.putIfAbsent(transactionId(envelope), nextCode) == null) {
            nextCode = TxValidationCode.VALID;
        }
        addBlock(List.of(envelope.toByteString()));
    }

    /** A block of a configuration, say. */
    synchronized void addBlock(List<ByteString> transactions) {
        blocks.add(Block.newBuilder()
                .setHeader(BlockHeader.newBuilder().setNumber(blocks.size()))
                .setData(BlockData.newBuilder().addAllData(transactions))
                .setMetadata(BlockMetadata.newBuilder()
                        .addMetadata(ByteString.EMPTY)
                        .addMetadata(ByteString.EMPTY)
                        // none is VALID here, so that the parser leaves them alone
                        .addMetadata(ByteString.copyFrom(filled(transactions.size()))))
                .build());
        List.copyOf(watchers).forEach(Runnable::run);
    }

    private static byte[] filled(int size) {
        byte[] codes = new byte[size];
        java.util.Arrays.fill(codes, (byte) TxValidationCode.BAD_PAYLOAD_VALUE);
        return codes;
    }

    private static String transactionId(Envelope envelope) {
        try {
            Payload payload = Payload.parseFrom(envelope.getPayload());
            return ChannelHeader.parseFrom(payload.getHeader().getChannelHeader())
                    .getTxId();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(e);
        }
    }

    synchronized Optional<TxValidationCode> code(String transactionId) {
        return Optional.ofNullable(codes.get(transactionId));
    }

    synchronized long height() {
        return blocks.size();
    }

    /** Tells of each block from this number on, once. */
    synchronized void follow(long from, Consumer<Block> follower) {
        var watcher = new Runnable() {
            private int next = (int) from;

            @Override
            public void run() {
                while (next < blocks.size()) {
                    follower.accept(blocks.get(next++));
                }
            }
        };
        watchers.add(watcher);
        watcher.run();
    }

    /** Runs now if it is there, otherwise when it comes. */
    synchronized void whenCommitted(String transactionId, Consumer<TxValidationCode> told) {
        var watcher = new Runnable() {
            private boolean done;

            @Override
            public void run() {
                if (!done && codes.containsKey(transactionId)) {
                    done = true;
                    told.accept(codes.get(transactionId));
                }
            }
        };
        watchers.add(watcher);
        watcher.run();
    }

    /** How many transactions took effect. */
    synchronized long valid() {
        return codes.values().stream().filter(TxValidationCode.VALID::equals).count();
    }

    synchronized int transactions() {
        return codes.size();
    }

    /** Every envelope that the orderers took, copies too. */
    synchronized List<ByteString> ordered() {
        return List.copyOf(ordered);
    }
}
