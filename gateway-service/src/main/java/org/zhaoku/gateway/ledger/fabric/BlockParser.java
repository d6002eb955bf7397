package org.zhaoku.gateway.ledger.fabric;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
import org.zhaoku.gateway.ledger.LedgerBlock;
import org.zhaoku.gateway.ledger.Submitter;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;

/**
 * Takes the contracts' events out of a block. Whole blocks are read, not event streams: only they tell the number of a
 * transaction within its block.
 */
final class BlockParser {
    private static final Submitter NOBODY = new Submitter("", Set.of());

    private final String chaincode;

    BlockParser(String chaincode) {
        this.chaincode = chaincode;
    }

    LedgerBlock parse(Block block) {
        long number = block.getHeader().getNumber();
        ByteString validity = block.getMetadata().getMetadata(BlockMetadataIndex.TRANSACTIONS_FILTER_VALUE);
        List<LedgerBlock.Entry> entries = new ArrayList<>();
        for (int i = 0; i < block.getData().getDataCount(); i++) {
            if ((validity.byteAt(i) & 0xff) == TxValidationCode.VALID_VALUE) {
                entries.addAll(entries(new Position(number, i), block.getData().getData(i)));
            }
        }
        return new LedgerBlock(number, entries);
    }

    private List<LedgerBlock.Entry> entries(Position position, ByteString envelope) {
        try {
            Payload payload = Payload.parseFrom(Envelope.parseFrom(envelope).getPayload());
            ChannelHeader header = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
            if (header.getType() != HeaderType.ENDORSER_TRANSACTION_VALUE) {
                return List.of();
            }
            Submitter submitter = EnvelopeSubmitter.of(payload.getHeader().getSignatureHeader());
            return events(payload.getData()).stream()
                    .map(event -> new LedgerBlock.Entry(
                            position,
                            submitter,
                            event.getEventName(),
                            Bytes.of(event.getPayload().toByteArray())))
                    .toList();
        } catch (InvalidProtocolBufferException e) {
            // no honest peer calls such a transaction valid: the reader refuses it and raises the alarm
            return List.of(new LedgerBlock.Entry(position, NOBODY, "", Bytes.EMPTY));
        }
    }

    private List<ChaincodeEvent> events(ByteString transaction) throws InvalidProtocolBufferException {
        List<ChaincodeEvent> events = new ArrayList<>();
        for (TransactionAction each : Transaction.parseFrom(transaction).getActionsList()) {
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
        return events;
    }
}
