package org.zhaoku.chaincode.fabric;

import java.io.IOException;
import java.util.Properties;
import org.hyperledger.fabric.metrics.Metrics;
import org.hyperledger.fabric.shim.ChaincodeServerProperties;
import org.hyperledger.fabric.shim.NettyChaincodeServer;
import org.hyperledger.fabric.traces.Traces;

/** Serves the chaincode to one peer (chaincode as a service). Its settings are environment variables. */
public final class ChaincodeServer {
    private ChaincodeServer() {}

    /** Runs until the process is told to end; exit status 2 if a setting is missing or wrong. */
    public static void main(String[] arguments) throws InterruptedException {
        try {
            server(ServerSettings.read(System.getenv())).start();
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("zhaoku-chaincode: " + e.getMessage());
            System.exit(2);
        }
    }

    static NettyChaincodeServer server(ChaincodeServerProperties properties) throws IOException {
        var chaincode = new ZhaokuChaincode();
        chaincode.processEnvironmentOptions();
        Properties config = chaincode.getChaincodeConfig();
        // without these two the stream never registers and every call hangs
        Metrics.initialize(config);
        Traces.initialize(config);
        return new NettyChaincodeServer(chaincode, properties);
    }
}
