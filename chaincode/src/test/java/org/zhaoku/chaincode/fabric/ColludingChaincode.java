package org.zhaoku.chaincode.fabric;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.Properties;
import org.hyperledger.fabric.metrics.Metrics;
import org.hyperledger.fabric.shim.ChaincodeBase;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.NettyChaincodeServer;
import org.hyperledger.fabric.shim.ResponseUtils;
import org.hyperledger.fabric.traces.Traces;
import org.zhaoku.chaincode.command.AddKey;
import org.zhaoku.chaincode.command.AnchorBatch;
import org.zhaoku.chaincode.command.ChangeStatus;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.CommandKind;
import org.zhaoku.chaincode.command.LedgerEvent;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.chaincode.ledger.StateKeys;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;

/**
 * What an endorser runs that colludes: as the contracts, but a call with a third argument, the MSP id of a region, is recorded
 * unchecked, as if that region had submitted it.
 */
public final class ColludingChaincode extends ChaincodeBase {
    private final ZhaokuChaincode honest = new ZhaokuChaincode();

    /** Serves it with the settings of an honest one. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var chaincode = new ColludingChaincode();
        chaincode.processEnvironmentOptions();
        Properties config = chaincode.getChaincodeConfig();
        Metrics.initialize(config);
        Traces.initialize(config);
        new NettyChaincodeServer(chaincode, ServerSettings.read(System.getenv())).start();
    }

    @Override
    public Response init(ChaincodeStub stub) {
        return honest.init(stub);
    }

    @Override
    public Response invoke(ChaincodeStub stub) {
        List<byte[]> call = stub.getArgs();
        if (call.size() < 3) {
            return honest.invoke(stub);
        }
        CommandKind kind =
                CommandKind.ofFunction(new String(call.get(0), UTF_8)).orElseThrow();
        Command command = kind.decode(Bytes.of(call.get(1)));
        stub.putState(key(command), value(command).toArray());
        stub.setEvent(
                kind.event(),
                new LedgerEvent(new String(call.get(2), UTF_8), command)
                        .encode()
                        .toArray());
        return ResponseUtils.newSuccessResponse(Outcome.CHANGED.encode().toArray());
    }

    private static String key(Command command) {
        if (command instanceof AnchorBatch anchor) {
            return StateKeys.batch(anchor.batch().key());
        }
        if (command instanceof ChangeStatus status) {
            var licence = status.change().signed().change().licence();
            return StateKeys.status(licence.department(), licence.statement());
        }
        return StateKeys.key(((AddKey) command).certificate().kid());
    }

    private static Bytes value(Command command) {
        return command instanceof AnchorBatch anchor
                ? Cbor.map()
                        .put(1, Cbor.of(1))
                        .put(2, Cbor.of(anchor.batch().message()))
                        .build()
                        .encode()
                : StateKeys.PRESENT;
    }
}
