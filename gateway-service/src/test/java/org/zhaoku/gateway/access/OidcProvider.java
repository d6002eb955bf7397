package org.zhaoku.gateway.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;

/** An OpenID Connect provider: discovery, keys, and tokens with RS256. */
final class OidcProvider implements AutoCloseable {
    private final HttpServer server;
    private final RSAKey key;

    private OidcProvider(HttpServer server, RSAKey key) {
        this.server = server;
        this.key = key;
    }

    static OidcProvider start() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            RSAKey key = new RSAKeyGenerator(2048).keyID("test").generate();
            var provider = new OidcProvider(server, key);
            provider.serve(
                    "/.well-known/openid-configuration",
                    "{\"issuer\":\"" + provider.issuer() + "\",\"jwks_uri\":\"" + provider.issuer()
                            + "/jwks\",\"subject_types_supported\":[\"public\"],"
                            + "\"authorization_endpoint\":\"" + provider.issuer() + "/authorize\"}");
            provider.serve("/jwks", new JWKSet(key.toPublicJWK()).toString());
            server.start();
            return provider;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void serve(String path, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    String token(String audience, Instant expires, Map<String, Object> claims) {
        var body =
                new JWTClaimsSet.Builder().issuer(issuer()).audience(audience).expirationTime(Date.from(expires));
        claims.forEach(body::claim);
        try {
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    body.build());
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
