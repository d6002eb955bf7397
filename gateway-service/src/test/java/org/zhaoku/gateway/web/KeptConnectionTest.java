package org.zhaoku.gateway.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zhaoku.gateway.testing.GatewayTest;

/**
 * One connection for several requests (RFC 9112 §9.3). A client may send the next one before the server is done with the last, and
 * Reactor Netty 1.3.7 then read nothing more from the connection (reactor-netty #4361).
 */
final class KeptConnectionTest extends GatewayTest {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final String TAKES_ITS_TIME = "/actuator/health";

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nowhere", "/api/v1/verifications/trust-bundle/checkpoint", TAKES_ITS_TIME})
    void a_connection_is_read_on_after_a_request_that_came_early(String early) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            var answers = new BufferedInputStream(socket.getInputStream());

            send(socket, TAKES_ITS_TIME, early);
            List<Integer> statuses = new ArrayList<>(List.of(status(answers), status(answers)));
            send(socket, TAKES_ITS_TIME);
            statuses.add(status(answers));

            assertThat(statuses.get(0)).isEqualTo(200);
            assertThat(statuses.get(2)).isEqualTo(200);
        }
    }

    private static void send(Socket socket, String... paths) throws IOException {
        var requests = new StringBuilder();
        for (String path : paths) {
            requests.append("GET ").append(path).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        }
        socket.getOutputStream().write(requests.toString().getBytes(US_ASCII));
    }

    /** Reads a whole answer. */
    private static int status(InputStream answers) throws IOException {
        int status = Integer.parseInt(line(answers).split(" ", 3)[1]);
        int length = 0;
        boolean chunked = false;
        for (String header = line(answers); !header.isEmpty(); header = line(answers)) {
            String[] parts = header.toLowerCase(Locale.ROOT).split(": *", 2);
            if (parts[0].equals("content-length")) {
                length = Integer.parseInt(parts[1]);
            }
            chunked |= parts[0].equals("transfer-encoding") && parts[1].equals("chunked");
        }
        if (!chunked) {
            answers.skipNBytes(length);
            return status;
        }
        for (int chunk = -1; chunk != 0; ) {
            chunk = Integer.parseInt(line(answers), 16);
            answers.skipNBytes(chunk + 2L);
        }
        return status;
    }

    private static String line(InputStream answers) throws IOException {
        var line = new StringBuilder();
        for (int next = answers.read(); next != '\n'; next = answers.read()) {
            if (next < 0) {
                throw new EOFException("the gateway closed the connection");
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }
}
