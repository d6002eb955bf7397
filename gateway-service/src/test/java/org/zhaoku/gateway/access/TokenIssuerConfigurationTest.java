package org.zhaoku.gateway.access;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

final class TokenIssuerConfigurationTest {
    private static final String PROVIDER = "spring.security.oauth2.resourceserver.jwt.";
    private static final String BUILT_IN = "zhaoku.access.built-in-issuer";

    private final MockEnvironment environment = new MockEnvironment();

    @Test
    void the_built_in_issuer_starts_on_a_ledger_of_one_party() {
        environment.setProperty(BUILT_IN, "true");
        assertThatCode(() -> TokenIssuerConfiguration.check(environment)).doesNotThrowAnyException();
    }

    @Test
    void it_does_not_start_beside_a_provider() {
        environment.setProperty(BUILT_IN, "true");
        environment.setProperty(PROVIDER + "jwk-set-uri", "https://id.example/jwks");
        assertThatThrownBy(() -> TokenIssuerConfiguration.check(environment))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("beside an identity provider", BUILT_IN);
    }

    @Test
    void it_does_not_start_on_a_shared_ledger_but_for_the_demo() {
        environment.setProperty(BUILT_IN, "true");
        environment.setProperty("zhaoku.ledger", "fabric");
        assertThatThrownBy(() -> TokenIssuerConfiguration.check(environment))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("on a ledger that others share");

        environment.setActiveProfiles("demo");
        assertThatCode(() -> TokenIssuerConfiguration.check(environment)).doesNotThrowAnyException();
    }

    @Test
    void a_provider_without_an_audience_is_refused() {
        environment.setProperty(PROVIDER + "issuer-uri", "https://id.example");
        assertThatThrownBy(() -> TokenIssuerConfiguration.check(environment))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("audiences");

        environment.setProperty(PROVIDER + "audiences", "zhaoku");
        assertThatCode(() -> TokenIssuerConfiguration.check(environment)).doesNotThrowAnyException();
    }
}
