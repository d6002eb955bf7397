package org.zhaoku.gateway.keys;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The signing service that holds the keys of departments and checkpoints.
 *
 * @param url {@code zhaoku.keys.remote.url}: https, where its paths begin; absent: the keys are in files
 * @param sslBundle {@code zhaoku.keys.remote.ssl-bundle}: name of the SSL bundle with this gateway's client certificate and the
 *     authority of the service's
 * @param timeout {@code zhaoku.keys.remote.timeout}: for a whole answer, 10 ms to 1 min
 * @param input {@code zhaoku.keys.remote.input}: what it is given to sign
 */
@ConfigurationProperties("zhaoku.keys.remote")
record RemoteSignerProperties(
        URI url,
        @DefaultValue("") String sslBundle,
        @DefaultValue("3s") Duration timeout,
        @DefaultValue("digest") Input input) {
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** What the service signs. */
    enum Input {
        /** e = SM3(Z‖M), 32 bytes: the service learns nothing of the message. */
        DIGEST,
        /** The message; the service makes e with the user id 1234567812345678. */
        MESSAGE
    }

    RemoteSignerProperties {
        if (!"https".equals(url.getScheme()) || url.getHost() == null) {
            throw new IllegalArgumentException(
                    "zhaoku.keys.remote.url: expected https://host:port/path, got another form");
        }
        if (sslBundle.isBlank()) {
            throw new IllegalArgumentException("zhaoku.keys.remote.ssl-bundle: expected the name of an SSL bundle"
                    + " (spring.ssl.bundle.pem.*) with this gateway's certificate for the signing service");
        }
        if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("zhaoku.keys.remote.timeout: expected 10ms to 1m, got " + timeout);
        }
    }
}
