package org.zhaoku.verifier.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.Sm2PublicKey;
import org.zhaoku.verifier.testing.Department;
import org.zhaoku.verifier.testing.Samples;
import org.zhaoku.verifier.testing.World;
import org.zhaoku.verifier.trust.TrustBundleException.Reason;

class TrustBundleTest {
    private static final World WORLD = new World();

    static {
        WORLD.issue(300);
    }

    private static final TrustBundle BUNDLE = WORLD.bundle();
    private static final Bytes SIGNED = BUNDLE.sign(WORLD.publisher);
    private static final Sm2PublicKey KEY = WORLD.publisher.key().publicKey();

    @Test
    void a_bundle_is_read_as_it_was_written() {
        TrustBundle read = TrustBundle.open(SIGNED, World.NETWORK, KEY);
        assertThat(read.network()).isEqualTo(World.NETWORK);
        assertThat(read.position()).isEqualTo(new Position(7, 0));
        assertThat(read.issuedAt()).isEqualTo(World.BUNDLE_ISSUED);
        assertThat(read.expiresAt()).isEqualTo(World.BUNDLE_EXPIRES);
        assertThat(read.authorities()).isEqualTo(BUNDLE.authorities());
        assertThat(read.authorities().get(0).tiles())
                .extracting(TrustedTile::size)
                .containsExactly(256, 44);
        assertThat(read.key(WORLD.department.kid()).orElseThrow().authority().name())
                .isEqualTo("测试局");
        assertThat(read.key(WORLD.stranger.kid())).isEmpty();
    }

    @Test
    void another_key_network_or_kind_is_refused() {
        assertThat(reason(SIGNED, World.NETWORK, WORLD.department.key().publicKey()))
                .isEqualTo(Reason.WRONG_SIGNATURE);
        assertThat(reason(SIGNED, new Network("other"), KEY)).isEqualTo(Reason.WRONG_SIGNATURE);
        Bytes payload = CoseSign1.decode(SIGNED).payload();
        assertThat(reason(signed(MessageKind.BATCH, World.NETWORK, payload), World.NETWORK, KEY))
                .isEqualTo(Reason.WRONG_SIGNATURE);
        assertThat(reason(signed(MessageKind.BUNDLE, new Network("other"), payload), new Network("other"), KEY))
                .isEqualTo(Reason.WRONG_NETWORK);
        Bytes compressed = CoseSign1.sign(
                        MessageKind.BUNDLE, World.NETWORK, OptionalLong.of(1), payload, WORLD.publisher)
                .encoded();
        assertThat(reason(compressed, World.NETWORK, KEY)).isEqualTo(Reason.MALFORMED);
    }

    private static Bytes signed(MessageKind kind, Network network, Bytes payload) {
        return CoseSign1.sign(kind, network, payload, WORLD.publisher).encoded();
    }

    private static Reason reason(Bytes encoded, Network network, Sm2PublicKey key) {
        try {
            TrustBundle opened = TrustBundle.open(encoded, network, key);
            throw new AssertionError("opened a bundle of " + opened.network());
        } catch (TrustBundleException e) {
            return e.reason();
        }
    }

    @Test
    void no_changed_bundle_opens() {
        Bytes small = new World().bundle().sign(WORLD.publisher);
        for (int at = 0; at < small.size(); at++) {
            byte[] changed = small.toArray();
            changed[at] ^= (byte) (1 << at % 8);
            assertThat(reason(Bytes.of(changed), World.NETWORK, KEY))
                    .as("byte %d", at)
                    .isIn(Reason.MALFORMED, Reason.WRONG_SIGNATURE);
        }
        assertThat(reason(small.slice(0, 100), World.NETWORK, KEY)).isEqualTo(Reason.MALFORMED);
        assertThat(reason(Bytes.EMPTY, World.NETWORK, KEY)).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void a_signed_bundle_of_another_form_is_refused() {
        Map<Long, Cbor> good = claims(Cbor.decode(CoseSign1.decode(SIGNED).payload()));
        Map<Long, Cbor> authority = claims(
                ((Cbor.Array) good.getOrDefault(6L, Cbor.Simple.NULL)).items().get(0));
        Cbor certificate = Cbor.of(WORLD.department.certificate().der());
        List<Bytes> payloads = new ArrayList<>();
        List<String> what = new ArrayList<>();
        Object[][] wrong = {
            {1L, Cbor.of(2)},
            {2L, Cbor.of("Test")},
            {3L, Cbor.array(Cbor.of(1))},
            {3L, Cbor.array(Cbor.of(-1), Cbor.of(0))},
            {3L, Cbor.array(Cbor.of(1), Cbor.of(1L << 31))},
            {4L, Cbor.of(-1)},
            {4L, Cbor.of(253402300800L)},
            {4L, good.getOrDefault(5L, Cbor.Simple.NULL)},
            {5L, Cbor.of("2026")},
            {5L, Cbor.of(253402300800L)},
            {6L, Cbor.map().build()},
            {6L, Cbor.array(Cbor.of(1))},
            {6L, Cbor.array(map(authority), map(authority))},
            {7L, Cbor.of(0)},
            {32L, Cbor.of(0)},
        };
        for (Object[] each : wrong) {
            what.add("key " + each[0] + " is " + each[1]);
            payloads.add(map(with(good, (Long) each[0], (Cbor) each[1])).encode());
        }
        Object[][] wrongAuthority = {
            {1L, Cbor.of("11440300000000019J")},
            {2L, Cbor.of(1)},
            {4L, Cbor.array(certificate, certificate)},
            {4L, Cbor.array(Cbor.of(Bytes.of(new byte[3])))},
            {5L, Cbor.array(Cbor.of(Samples.OTHER_TYPE), Cbor.of(Samples.TYPE))},
            {5L, Cbor.array(Cbor.of(Samples.TYPE), Cbor.of(Samples.TYPE))},
            {6L, Cbor.of(Bytes.of(new byte[31]))},
            {7L, Cbor.of(Bytes.of(new byte[1]))},
            {8L, Cbor.of(0)},
        };
        for (Object[] each : wrongAuthority) {
            what.add("key " + each[0] + " of the authority is " + each[1]);
            payloads.add(map(with(good, 6L, Cbor.array(map(with(authority, (Long) each[0], (Cbor) each[1])))))
                    .encode());
        }
        for (long missing = 1; missing <= 7; missing++) {
            what.add("without " + missing);
            payloads.add(map(with(good, missing, null)).encode());
            what.add("authority without " + missing);
            payloads.add(map(with(good, 6L, Cbor.array(map(with(authority, missing, null)))))
                    .encode());
        }
        payloads.remove(what.indexOf("without 7"));
        what.remove("without 7");
        List<String> accepted = new ArrayList<>();
        for (int i = 0; i < payloads.size(); i++) {
            try {
                TrustBundle opened = TrustBundle.open(
                        signed(MessageKind.BUNDLE, World.NETWORK, payloads.get(i)), World.NETWORK, KEY);
                accepted.add(what.get(i) + " of " + opened.network());
            } catch (TrustBundleException e) {
                assertThat(e.reason()).as(what.get(i)).isEqualTo(Reason.MALFORMED);
            }
        }
        assertThat(accepted).isEmpty();
    }

    private static Map<Long, Cbor> claims(Cbor item) {
        Map<Long, Cbor> claims = new LinkedHashMap<>();
        ((Cbor.Map) item)
                .entries()
                .values()
                .forEach(entry -> claims.put(((Cbor.Int) entry.key()).value(), entry.value()));
        return claims;
    }

    private static Map<Long, Cbor> with(
            Map<Long, Cbor> claims, long key, @org.jspecify.annotations.Nullable Cbor value) {
        Map<Long, Cbor> changed = new LinkedHashMap<>(claims);
        if (value == null) {
            changed.remove(key);
        } else {
            changed.put(key, value);
        }
        return changed;
    }

    private static Cbor map(Map<Long, Cbor> claims) {
        var map = Cbor.map();
        claims.forEach(map::put);
        return map.build();
    }

    @Test
    void a_bundle_that_cannot_be_is_not_built() {
        List<TrustedAuthority> authorities = BUNDLE.authorities();
        assertThatThrownBy(() -> bundle(World.BUNDLE_EXPIRES, World.BUNDLE_EXPIRES, authorities))
                .hasMessageContaining("must expire after");
        assertThatThrownBy(() -> bundle(
                        World.BUNDLE_ISSUED, World.BUNDLE_EXPIRES, List.of(authorities.get(1), authorities.get(0))))
                .hasMessageContaining("order of their codes");
        TrustedAuthority first = authorities.get(0);
        var twin = new TrustedAuthority(
                UnifiedSocialCreditCode.parse(Samples.OTHER_ISSUER),
                "x",
                "RegionB",
                first.certificates(),
                new TreeSet<>(),
                List.of());
        assertThatThrownBy(() -> bundle(World.BUNDLE_ISSUED, World.BUNDLE_EXPIRES, List.of(first, twin)))
                .hasMessageContaining("comes twice");
        assertThatThrownBy(() -> new TrustedTile(Bytes.of(new byte[15]), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TrustedTile(Bytes.of(new byte[16]), 257))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TrustedTile(Bytes.of(new byte[16]), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void several_keys_of_one_authority_are_told_apart() {
        TrustedAuthority first = BUNDLE.authorities().get(0);
        Department second = WORLD.stranger;
        var certificates = new ArrayList<>(List.of(WORLD.department.certificate(), second.certificate()));
        certificates.sort(java.util.Comparator.comparing(each -> each.kid().value()));
        var both = new TrustedAuthority(
                first.code(), first.name(), first.region(), certificates, first.types(), first.tiles());
        TrustBundle bundle = bundle(World.BUNDLE_ISSUED, World.BUNDLE_EXPIRES, List.of(both));
        TrustBundle read = TrustBundle.open(bundle.sign(WORLD.publisher), World.NETWORK, KEY);
        assertThat(read.key(second.kid()).orElseThrow().certificate()).isEqualTo(second.certificate());
        java.util.Collections.reverse(certificates);
        assertThatThrownBy(() -> new TrustedAuthority(
                        first.code(), first.name(), first.region(), certificates, first.types(), first.tiles()))
                .hasMessageContaining("order of their kids");
    }

    @Test
    void times_are_whole_seconds() {
        TrustBundle bundle = bundle(World.BUNDLE_ISSUED.plusMillis(999), World.BUNDLE_EXPIRES.plusMillis(1), List.of());
        assertThat(bundle.issuedAt()).isEqualTo(World.BUNDLE_ISSUED);
        assertThat(bundle.expiresAt()).isEqualTo(World.BUNDLE_EXPIRES);
    }

    private static TrustBundle bundle(Instant issued, Instant expires, List<TrustedAuthority> authorities) {
        return new TrustBundle(World.NETWORK, new Position(0, 0), issued, expires, authorities);
    }
}
