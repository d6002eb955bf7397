package org.zhaoku.gateway.bundle;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;

/** Other regions are reached over HTTPS: what the client needs for it is there. */
class RegionTlsTest {
    @Test
    void a_client_gets_as_far_as_the_connection() throws IOException {
        String address = "https://127.0.0.1:" + closedPort();

        assertThatThrownBy(() -> WebClient.create(address)
                        .get()
                        .retrieve()
                        .toBodilessEntity()
                        .block())
                .isInstanceOf(WebClientRequestException.class)
                .hasMessageContaining("Connection refused");
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
