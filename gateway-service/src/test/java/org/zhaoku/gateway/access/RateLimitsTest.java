package org.zhaoku.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RateLimitsTest {
    private static final Caller OPERATOR = Caller.of("token", Set.of(Role.OPERATOR), Optional.empty());

    private static RateLimits limits(int anonymous, int app, int other) {
        return new RateLimits(new AccessProperties(
                Set.of(),
                new AccessProperties.Claims("sub", "roles", "department", Map.of()),
                List.of(),
                new AccessProperties.PerMinute(anonymous, app, other),
                false));
    }

    private static Optional<InetAddress> address(String text) throws UnknownHostException {
        return Optional.of(InetAddress.getByName(text));
    }

    @Test
    void a_caller_gets_its_limit_and_then_learns_when_to_come_back() {
        RateLimits limits = limits(1, 1, 2);

        assertThat(limits.use(OPERATOR)).hasValueSatisfying(use -> {
            assertThat(use.allowed()).isTrue();
            assertThat(use.remaining()).isEqualTo(1);
        });
        assertThat(limits.use(OPERATOR))
                .hasValueSatisfying(use -> assertThat(use.allowed()).isTrue());
        assertThat(limits.use(OPERATOR)).hasValueSatisfying(use -> {
            assertThat(use.allowed()).isFalse();
            assertThat(use.limit()).isEqualTo(2);
            assertThat(use.retryAfter()).isBetween(1L, 30L);
            assertThat(use.reset()).isBetween(30L, 60L);
        });
    }

    @Test
    void callers_do_not_take_from_each_other() {
        RateLimits limits = limits(1, 1, 1);
        var app = new Caller("key:1", Set.of(Role.APP), Optional.empty(), false, List.of(), Optional.empty());
        var otherApp = new Caller("key:2", Set.of(Role.APP), Optional.empty(), false, List.of(), Optional.empty());

        for (Caller caller : List.of(OPERATOR, app, otherApp)) {
            assertThat(limits.use(caller).orElseThrow().allowed()).isTrue();
            assertThat(limits.use(caller).orElseThrow().allowed()).isFalse();
        }
    }

    @Test
    void one_customer_with_many_addresses_is_one_caller() throws UnknownHostException {
        RateLimits limits = limits(1, 1, 1);

        assertThat(limits.use(address("2001:db8:0:1::1")).orElseThrow().allowed())
                .isTrue();
        assertThat(limits.use(address("2001:db8:0:1::2")).orElseThrow().allowed())
                .isFalse();
        assertThat(limits.use(address("2001:db8:0:2::1")).orElseThrow().allowed())
                .isTrue();
        assertThat(limits.use(address("192.0.2.1")).orElseThrow().allowed()).isTrue();
        assertThat(limits.use(address("192.0.2.2")).orElseThrow().allowed()).isTrue();
        assertThat(limits.use(address("192.0.2.1")).orElseThrow().allowed()).isFalse();
    }

    @Test
    void zero_is_no_limit() {
        assertThat(limits(0, 0, 0).use(OPERATOR)).isEmpty();
        assertThat(limits(0, 0, 0).use(Optional.empty())).isEmpty();
    }
}
