package org.zhaoku.gateway.ledger.fabric;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TransactionAction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zhaoku.chaincode.command.LedgerEvent;
import org.zhaoku.gateway.ledger.LedgerBlock;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;

/**
 * Takes the contracts' events out of a block. Whole blocks are read, not event streams: only they tell the number of a
 * transaction within its block.
 */
final class BlockParser {
    private static final Logger LOG = LoggerFactory.getLogger(BlockParser.class);

    private final String chaincode;

    BlockParser(String chaincode) {
        this.chaincode = chaincode;
    }

    LedgerBlock parse(Block block) throws InvalidProtocolBufferException {
        long number = block.getHeader().getNumber();
        ByteString validity = block.getMetadata().getMetadata(BlockMetadataIndex.TRANSACTIONS_FILTER_VALUE);
        List<LedgerBlock.Entry> records = new ArrayList<>();
        for (int i = 0; i < block.getData().getDataCount(); i++) {
            if ((validity.byteAt(i) & 0xff) == TxValidationCode.VALID_VALUE) {
                for (ChaincodeEvent event : events(block.getData().getData(i))) {
                    var position = new Position(number, i);
                    record(position, event).ifPresent(records::add);
                }
            }
        }
        return new LedgerBlock(number, records);
    }

    private static Optional<LedgerBlock.Entry> record(Position position, ChaincodeEvent event) {
        try {
            return Optional.of(new LedgerBlock.Entry(
                    position,
                    LedgerEvent.decode(
                            event.getEventName(), Bytes.of(event.getPayload().toByteArray()))));
        } catch (IllegalArgumentException e) {
            // no honest peer endorses such an event: it is ignored, and someone must look
            LOG.error("ALARM event at {} is malformed and is ignored: {}", position, e.getMessage());
            return Optional.empty();
        }
    }

    private List<ChaincodeEvent> events(ByteString envelope) throws InvalidProtocolBufferException {
        Payload payload = Payload.parseFrom(Envelope.parseFrom(envelope).getPayload());
        ChannelHeader header = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
        List<ChaincodeEvent> events = new ArrayList<>();
        if (header.getType() == HeaderType.ENDORSER_TRANSACTION_VALUE) {
            for (TransactionAction each :
                    Transaction.parseFrom(payload.getData()).getActionsList()) {
                ByteString response = ChaincodeActionPayload.parseFrom(each.getPayload())
                        .getAction()
                        .getProposalResponsePayload();
                ChaincodeAction action = ChaincodeAction.parseFrom(
                        ProposalResponsePayload.parseFrom(response).getExtension());
                ChaincodeEvent event = ChaincodeEvent.parseFrom(action.getEvents());
                if (action.getChaincodeId().getName().equals(chaincode)
                        && !event.getEventName().isEmpty()) {
                    events.add(event);
                }
            }
        }
        return events;
    }
}
