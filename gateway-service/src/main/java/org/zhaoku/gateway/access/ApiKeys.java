package org.zhaoku.gateway.access;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.zhaoku.gateway.keys.Envelope;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.work.WorkPools;
import org.zhaoku.verifier.bytes.Bytes;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * API keys of third parties' applications: {@code zk_<id>_<secret>}. The key is shown once, when it is made. Each request asks the
 * database, so that a key taken back counts no more at any gateway.
 */
@Service
class ApiKeys {
    private static final Pattern FORM = Pattern.compile("zk_([0-9a-f]{16})_([A-Za-z0-9_-]{43})");
    private static final int ID_LENGTH = 8;
    private static final int SECRET_LENGTH = 32;

    private final MongoApiKeys stored;
    private final Envelope envelope;
    private final SecureRandom random;
    private final WorkPools pools;
    private final Clock clock;
    private volatile @Nullable ApiKeyMac mac;

    ApiKeys(MongoApiKeys stored, Envelope envelope, SecureRandom random, WorkPools pools, Clock clock) {
        this.stored = stored;
        this.envelope = envelope;
        this.random = random;
        this.pools = pools;
        this.clock = clock;
    }

    /** A key that was just made, with its text, which nobody can show again. */
    record Made(ApiKey key, String text) {
        /** Leaves the text out. */
        @Override
        public String toString() {
            return "API key " + key.id();
        }
    }

    /** @param by the caller who makes it */
    Mono<Made> make(String name, List<ApiRight> rights, Duration life, String by) {
        return mac().flatMap(hash -> pools.crypto(() -> made(hash, name, rights, life, by)))
                .flatMap(made -> stored.insert(made.key()).thenReturn(made));
    }

    private Made made(ApiKeyMac hash, String name, List<ApiRight> rights, Duration life, String by) {
        String id = HexFormat.of().formatHex(random(ID_LENGTH));
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random(SECRET_LENGTH));
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant end = now.plus(life);
        var key = new ApiKey(
                id, name, rights, now, by, end, Optional.empty(), Optional.empty(), hash.of(id, secret, rights, end));
        return new Made(key, "zk_" + id + "_" + secret);
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** All, also those that count no more; the newest first. */
    Flux<ApiKey> all() {
        return stored.all();
    }

    /** Takes a key back; again is no error. Fails with API_KEY_UNKNOWN. */
    Mono<ApiKey> revoke(String id, String by) {
        return stored.revoke(id, clock.instant().truncatedTo(ChronoUnit.MILLIS), by)
                .switchIfEmpty(Mono.error(() -> ProblemCode.API_KEY_UNKNOWN.because(
                        "No API key has this id; /api/v1/api-keys lists all keys.")));
    }

    /** The application that has this key; fails with {@link RefusedCredentialException}. */
    Mono<Caller> caller(String text, Optional<String> purpose) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Mono.error(refused());
        }
        return Mono.zip(mac(), stored.find(form.group(1)))
                .filter(both -> isRight(both.getT1(), both.getT2(), form.group(2)))
                .map(both -> both.getT2())
                .filter(key -> key.counts(clock.instant()))
                .map(key ->
                        new Caller("key:" + key.id(), Set.of(Role.APP), Optional.empty(), false, key.rights(), purpose))
                .switchIfEmpty(Mono.error(ApiKeys::refused));
    }

    private static boolean isRight(ApiKeyMac mac, ApiKey key, String secret) {
        return MessageDigest.isEqual(
                key.mac().toArray(),
                mac.of(key.id(), secret, key.rights(), key.expires()).toArray());
    }

    private static RefusedCredentialException refused() {
        return new RefusedCredentialException("There is no such API key, it has expired, or it was taken back; ask the"
                + " region's operator for another.");
    }

    private Mono<ApiKeyMac> mac() {
        ApiKeyMac known = mac;
        return known != null
                ? Mono.just(known)
                : stored.secret(pools.crypto(() -> envelope.seal(
                                MongoApiKeys.SECRET, MongoApiKeys.SECRET, Bytes.of(random(ApiKeyMac.KEY_LENGTH)))))
                        .flatMap(kept -> pools.crypto(
                                () -> new ApiKeyMac(envelope.open(MongoApiKeys.SECRET, MongoApiKeys.SECRET, kept))))
                        .doOnNext(fresh -> mac = fresh);
    }
}
