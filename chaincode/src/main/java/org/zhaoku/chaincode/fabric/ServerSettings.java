package org.zhaoku.chaincode.fabric;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hyperledger.fabric.shim.ChaincodeServerProperties;

/** What the server reads from its environment. */
final class ServerSettings {
    private static final String ID = "CORE_CHAINCODE_ID_NAME";
    private static final String ADDRESS = "CHAINCODE_SERVER_ADDRESS";
    private static final String CERTIFICATE = "CHAINCODE_TLS_CERT_FILE";
    private static final String KEY = "CHAINCODE_TLS_KEY_FILE";
    private static final String CLIENT_CA = "CHAINCODE_TLS_CLIENT_CA_FILE";

    private ServerSettings() {}

    /**
     * Reads the settings.
     *
     * @throws IllegalArgumentException if one is missing or wrong, with its name and what to do
     */
    static ChaincodeServerProperties read(Map<String, String> environment) {
        require(environment, ID, "the package id that 'peer lifecycle chaincode install' printed");
        InetSocketAddress address = address(require(environment, ADDRESS, "host:port, such as 127.0.0.1:9991"));
        var properties = new ChaincodeServerProperties();
        properties.setServerAddress(address);
        long given = List.of(CERTIFICATE, KEY, CLIENT_CA).stream()
                .filter(name -> !environment.getOrDefault(name, "").isBlank())
                .count();
        if (given == 0) {
            if (!address.getAddress().isLoopbackAddress()) {
                throw new IllegalArgumentException("expected a loopback address in " + ADDRESS
                        + " for a server without TLS, got " + address.getHostString() + "; set " + CERTIFICATE + ", "
                        + KEY + " and " + CLIENT_CA);
            }
        } else {
            properties.setTlsEnabled(true);
            properties.setKeyCertChainFile(file(environment, CERTIFICATE, "the server's certificate, PEM"));
            properties.setKeyFile(file(environment, KEY, "the server's private key, PKCS#8 PEM"));
            properties.setTrustCertCollectionFile(file(environment, CLIENT_CA, "the CA of the peer's client, PEM"));
        }
        return properties;
    }

    private static InetSocketAddress address(String value) {
        int colon = value.lastIndexOf(':');
        try {
            var address = new InetSocketAddress(
                    value.substring(0, Math.max(colon, 0)), Integer.parseInt(value.substring(colon + 1)));
            if (colon > 0 && !address.isUnresolved()) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // the answer below says all that an operator can use
        }
        throw new IllegalArgumentException("expected host:port in " + ADDRESS + ", got " + value);
    }

    private static String file(Map<String, String> environment, String name, String what) {
        String file = require(environment, name, what + " (with TLS all three files are needed)");
        if (!Files.isReadable(Path.of(file))) {
            throw new IllegalArgumentException("expected a readable file in " + name + ": " + what + ", got " + file);
        }
        return file;
    }

    private static String require(Map<String, String> environment, String name, String what) {
        String value = environment.getOrDefault(name, "");
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + " is missing: set it to " + what);
        }
        return value;
    }
}
