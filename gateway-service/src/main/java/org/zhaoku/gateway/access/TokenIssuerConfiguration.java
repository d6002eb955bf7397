package org.zhaoku.gateway.access;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;

/** Where tokens come from: a provider, or for trying out the built-in issuer, which refuses to start where it matters. */
@Configuration(proxyBeanMethods = false)
class TokenIssuerConfiguration {
    private static final String PROVIDER = "spring.security.oauth2.resourceserver.jwt.";

    TokenIssuerConfiguration(Environment environment) {
        check(environment);
    }

    /** @throws IllegalStateException if the settings would let in callers whom nobody meant */
    static void check(Environment environment) {
        List<String> providers = List.of("issuer-uri", "jwk-set-uri", "public-key-location").stream()
                .filter(name -> Optional.ofNullable(environment.getProperty(PROVIDER + name))
                        .filter(value -> !value.isBlank())
                        .isPresent())
                .toList();
        if (environment.getProperty("zhaoku.access.built-in-issuer", Boolean.class, false)) {
            if (!providers.isEmpty()) {
                throw refused("beside an identity provider (" + PROVIDER + providers.get(0) + ")");
            }
            if (!environment.getProperty("zhaoku.ledger", "embedded").equals("embedded")
                    && !environment.acceptsProfiles(Profiles.of("demo"))) {
                throw refused("on a ledger that others share, outside the profile demo");
            }
        } else if (!providers.isEmpty()
                && environment.getProperty(PROVIDER + "audiences", "").isBlank()
                && environment.getProperty(PROVIDER + "audiences[0]", "").isBlank()) {
            throw new IllegalStateException("an identity provider without " + PROVIDER
                    + "audiences would let in the tokens of all its other applications; set the name that the provider gives"
                    + " this gateway");
        }
    }

    private static IllegalStateException refused(String where) {
        return new IllegalStateException("the built-in token issuer is for trying out and does not start " + where
                + "; remove zhaoku.access.built-in-issuer");
    }

    @Bean
    @ConditionalOnProperty("zhaoku.access.built-in-issuer")
    TokenIssuer tokenIssuer(AccessProperties properties, Clock clock) {
        return new TokenIssuer(properties.claims(), clock);
    }

    @Bean
    @ConditionalOnProperty("zhaoku.access.built-in-issuer")
    ReactiveJwtDecoder builtInTokens(TokenIssuer issuer) {
        return issuer.decoder();
    }
}
