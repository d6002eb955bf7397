package org.zhaoku.chaincode.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerSettingsTest {
    private final NavigableMap<String, String> environment = new TreeMap<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void the_least_settings() {
        environment.put("CORE_CHAINCODE_ID_NAME", "zhaoku:1");
        environment.put("CHAINCODE_SERVER_ADDRESS", "127.0.0.1:9991");
    }

    private void assertRefused(String... words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerSettings.read(environment))
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains(words));
    }

    @Test
    void a_loopback_address_needs_no_tls() {
        var properties = ServerSettings.read(environment);
        assertThat(properties.getServerAddress())
                .isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9991));
        assertThat(properties.isTlsEnabled()).isFalse();
    }

    @Test
    void any_other_address_does() {
        environment.put("CHAINCODE_SERVER_ADDRESS", "0.0.0.0:9991");
        assertRefused("loopback", "CHAINCODE_TLS_CERT_FILE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CORE_CHAINCODE_ID_NAME", "CHAINCODE_SERVER_ADDRESS"})
    void a_missing_setting_is_named(String name) {
        environment.remove(name);
        assertRefused(name + " is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9991", ":9991", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:65536"})
    void a_malformed_address_is_refused(String address) {
        environment.put("CHAINCODE_SERVER_ADDRESS", address);
        assertRefused("expected host:port", address);
    }

    @Test
    void tls_needs_all_three_files_and_they_must_be_there() throws Exception {
        Path file = Files.writeString(folder.resolve("file.pem"), "PEM");
        environment.put("CHAINCODE_TLS_CERT_FILE", file.toString());
        environment.put("CHAINCODE_TLS_KEY_FILE", file.toString());
        assertRefused("CHAINCODE_TLS_CLIENT_CA_FILE is missing", "all three");
        environment.put(
                "CHAINCODE_TLS_CLIENT_CA_FILE", folder.resolve("absent.pem").toString());
        assertRefused("readable", "CHAINCODE_TLS_CLIENT_CA_FILE");
        environment.put("CHAINCODE_TLS_CLIENT_CA_FILE", file.toString());
        assertThat(ServerSettings.read(environment).isTlsEnabled()).isTrue();
        assertThat(ServerSettings.read(environment).getTrustCertCollectionFile())
                .isEqualTo(file.toString());
    }
}
