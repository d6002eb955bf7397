package org.zhaoku.chaincode.fabric;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.logging.Logger;
import org.hyperledger.fabric.shim.ChaincodeBase;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ResponseUtils;
import org.zhaoku.chaincode.Contracts;
import org.zhaoku.chaincode.ledger.ContractException;
import org.zhaoku.chaincode.ledger.ErrorCode;
import org.zhaoku.verifier.bytes.Bytes;

/**
 * The contracts as a Fabric chaincode, with {@link Contracts} as its dispatch: the annotated router would scan the class
 * path for ten seconds at start. The stream's state is a field of the base class, so one object serves one peer.
 */
public final class ZhaokuChaincode extends ChaincodeBase {
    private static final Logger LOG = Logger.getLogger(ZhaokuChaincode.class.getName());

    /** There is nothing to initialise. */
    @Override
    public Response init(ChaincodeStub stub) {
        return ResponseUtils.newSuccessResponse();
    }

    @Override
    public Response invoke(ChaincodeStub stub) {
        List<Bytes> call = stub.getArgs().stream().map(Bytes::of).toList();
        String function = call.isEmpty() ? "" : new String(call.get(0).toArray(), UTF_8);
        List<Bytes> arguments = call.isEmpty() ? call : call.subList(1, call.size());
        try {
            Bytes answer = Contracts.invoke(new StubState(stub), function, arguments);
            return ResponseUtils.newSuccessResponse(answer.toArray());
        } catch (ContractException e) {
            return ResponseUtils.newErrorResponse(e.wire());
        } catch (RuntimeException e) {
            // where, never what: a message may hold what was submitted
            LOG.severe(
                    () -> "transaction " + stub.getTxId() + ": " + e.getClass().getName() + " at "
                            + List.of(e.getStackTrace()).stream().limit(8).toList());
            return ResponseUtils.newErrorResponse(
                    ErrorCode.INTERNAL + ": a fault in the chaincode; its log names the place under this transaction");
        }
    }
}
