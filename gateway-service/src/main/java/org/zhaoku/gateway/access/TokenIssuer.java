package org.zhaoku.gateway.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import reactor.core.publisher.Flux;

/**
 * Makes tokens for trying out, as a provider would: ES256, under a key that is made at each start and never leaves memory. Calls
 * take a signature's time.
 */
final class TokenIssuer {
    /** How long a token counts. */
    static final Duration LIFE = Duration.ofHours(1);

    private static final String ISSUER = "urn:zhaoku:built-in-issuer";
    private static final String AUDIENCE = "zhaoku-gateway";

    private final AccessProperties.Claims claims;
    private final Clock clock;
    private final ECKey key;
    private final NimbusJwtEncoder encoder;

    TokenIssuer(AccessProperties.Claims claims, Clock clock) {
        this.claims = claims;
        this.clock = clock;
        this.key = key();
        this.encoder = new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(key)));
    }

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("built-in").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("no key for the built-in token issuer could be made", e);
        }
    }

    String issue(String name, Set<Role> roles, Optional<UnifiedSocialCreditCode> department) {
        Instant now = clock.instant();
        var body = JwtClaimsSet.builder()
                .issuer(ISSUER)
                .audience(List.of(AUDIENCE))
                .issuedAt(now)
                .expiresAt(now.plus(LIFE))
                .claim(claims.name(), name)
                .claim(claims.roles(), roles.stream().map(Role::name).sorted().toList());
        department.ifPresent(code -> body.claim(claims.department(), code.value()));
        var header =
                JwsHeader.with(SignatureAlgorithm.ES256).keyId(key.getKeyID()).build();
        return encoder.encode(JwtEncoderParameters.from(header, body.build())).getTokenValue();
    }

    /** Takes this issuer's tokens and no other. */
    ReactiveJwtDecoder decoder() {
        NimbusReactiveJwtDecoder decoder = NimbusReactiveJwtDecoder.withJwkSource(token -> Flux.just(key))
                .jwsAlgorithm(SignatureAlgorithm.ES256)
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                JwtValidators.createDefaultWithIssuer(ISSUER), new JwtAudienceValidator(AUDIENCE)));
        return decoder;
    }
}
