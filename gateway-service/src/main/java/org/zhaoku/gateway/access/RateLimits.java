package org.zhaoku.gateway.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Counts what each caller asks in a minute at this gateway, a token bucket for each. Memory is bounded: at most {@value #MAX_CALLERS}
 * buckets, and one that nobody used for two minutes is full again anyway, so it is dropped.
 */
@Component
final class RateLimits {
    private static final int MAX_CALLERS = 100_000;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    /** A provider gives one customer that many bytes of IPv6 address: /64. */
    private static final int NETWORK_LENGTH = 8;

    private final AccessProperties.PerMinute limits;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MAX_CALLERS)
            .expireAfterAccess(WINDOW.multipliedBy(2))
            // no thread of its own; evicting is a few instructions
            .executor(Runnable::run)
            .build();

    RateLimits(AccessProperties properties) {
        this.limits = properties.perMinute();
    }

    /**
     * What became of a request.
     *
     * @param allowed whether it may go on
     * @param limit requests in a minute
     * @param remaining how many more may follow at once
     * @param reset seconds until all may follow again
     * @param retryAfter seconds until the next may come; 0 if it may at once
     */
    record Use(boolean allowed, long limit, long remaining, long reset, long retryAfter) {}

    /** Counts a request of a known caller; empty if there is no limit. */
    Optional<Use> use(Caller caller) {
        return use(caller.name(), caller.is(Role.APP) ? limits.app() : limits.other());
    }

    /** Counts a request without credentials, or with wrong ones. */
    Optional<Use> use(Optional<InetAddress> address) {
        return use("address:" + address.map(RateLimits::network).orElse("none"), limits.anonymous());
    }

    private Optional<Use> use(String key, int limit) {
        if (limit == 0) {
            return Optional.empty();
        }
        Bucket bucket = buckets.get(
                key,
                name -> Bucket.builder()
                        .addLimit(bandwidth -> bandwidth.capacity(limit).refillGreedy(limit, WINDOW))
                        .build());
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return Optional.of(new Use(
                probe.isConsumed(),
                limit,
                probe.getRemainingTokens(),
                seconds(probe.getNanosToWaitForReset()),
                seconds(probe.getNanosToWaitForRefill())));
    }

    private static long seconds(long nanos) {
        return Duration.ofNanos(nanos).plusMillis(999).toSeconds();
    }

    private static String network(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK_LENGTH) : bytes);
    }
}
