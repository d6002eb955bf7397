package org.zhaoku.verifier.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.identifier.LicenceIdentifier;
import org.zhaoku.verifier.testing.Samples;

class StatementTest {
    private static final Statement PLAIN = Samples.statement("20260000001", Samples.fields(1));

    @Test
    void any_statement_is_read_as_it_was_written() {
        for (long seed = 1; seed <= 2_000; seed++) {
            Statement statement = Samples.any(new Random(seed));
            Bytes encoded = StatementCodec.encode(statement);
            assertThat(StatementCodec.decode(encoded)).as("seed %d", seed).isEqualTo(statement);
            assertThat(StatementCodec.encode(StatementCodec.decode(encoded)))
                    .as("seed %d", seed)
                    .isEqualTo(encoded);
        }
    }

    @Test
    void usual_values_are_left_out() {
        assertThat(keys(PLAIN)).containsExactly(1L, 2L, 4L, 6L, 8L, 10L, 11L, 12L);
        Statement full = new Statement(
                LicenceIdentifier.of(Samples.TYPE, Samples.ISSUER, "1", 2),
                2,
                PLAIN.issued(),
                PLAIN.issued().plusDays(1),
                PLAIN.validTo(),
                Origin.SUCCESSOR,
                PLAIN.face(),
                6,
                PLAIN.fieldRoot(),
                Optional.of(Bytes.of(new byte[16])));
        assertThat(keys(full)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L, 13L);
        Statement least = new Statement(
                PLAIN.identifier(),
                1,
                PLAIN.issued(),
                PLAIN.validFrom(),
                Optional.empty(),
                Origin.NEW,
                new TreeMap<>(),
                1,
                PLAIN.fieldRoot(),
                Optional.empty());
        assertThat(keys(least)).containsExactly(1L, 2L, 4L, 6L, 11L, 12L);
    }

    private static List<Long> keys(Statement statement) {
        return ((Cbor.Map) Cbor.decode(StatementCodec.encode(statement)))
                .entries().values().stream()
                        .map(entry -> ((Cbor.Int) entry.key()).value())
                        .toList();
    }

    @Test
    void every_claim_out_of_its_form_or_range_is_refused() {
        Map<Long, Cbor> claims = claims();
        Map<String, Bytes> refused = new LinkedHashMap<>();
        for (long required : new long[] {1, 2, 4, 6, 11, 12}) {
            refused.put("without " + required, with(claims, required, null));
        }
        Object[][] wrong = {
            {1, Cbor.of("11440300000000019J")},
            {1, Cbor.of("")},
            {1, Cbor.of(1)},
            {2, Cbor.of("11100000000013338W")},
            {2, Cbor.of("11100000000013338X011")},
            {2, Cbor.of(Bytes.EMPTY)},
            {3, Cbor.of(0)},
            {3, Cbor.of(1)},
            {3, Cbor.of(65_536)},
            {3, Cbor.Simple.NULL},
            {4, Cbor.of("")},
            {4, Cbor.of("a")},
            {4, Cbor.of("A".repeat(33))},
            {4, Cbor.of(20260000001L)},
            {5, Cbor.of(0)},
            {5, Cbor.of(1)},
            {5, Cbor.of(1000)},
            {6, Cbor.of(-719529)},
            {6, Cbor.of(2932897)},
            {6, Cbor.of("2026-05-06")},
            {7, claims.get(6L)},
            {7, Cbor.of(-719529)},
            {7, Cbor.of(2932897)},
            {8, Cbor.of(-719529)},
            {8, Cbor.of(2932897)},
            {8, Cbor.of(0)},
            {8, Cbor.Simple.NULL},
            {9, Cbor.of(0)},
            {9, Cbor.of(3)},
            {9, Cbor.of(-1)},
            {9, Cbor.of(true)},
            {10, Cbor.map().build()},
            {10, Cbor.array()},
            {10, Cbor.map().put(6, Cbor.of("x")).build()},
            {10, Cbor.map().put(-1, Cbor.of("x")).build()},
            {10, Cbor.map().put(Cbor.of("0"), Cbor.of("x")).build()},
            {10, Cbor.map().put(0, Cbor.array()).build()},
            {10, Cbor.map().put(0, Cbor.map().build()).build()},
            {11, Cbor.of(0)},
            {11, Cbor.of(257)},
            {12, Cbor.of(Bytes.of(new byte[31]))},
            {12, Cbor.of("x".repeat(32))},
            {13, Cbor.of(Bytes.of(new byte[15]))},
            {13, Cbor.of("x".repeat(16))},
            {0, Cbor.of(0)},
            {14, Cbor.of(0)},
            {31, Cbor.of(0)},
            {64, Cbor.of(0)},
            {-1, Cbor.of(0)},
        };
        for (Object[] each : wrong) {
            refused.put("key " + each[0] + " is " + each[1], with(claims, (Integer) each[0], (Cbor) each[1]));
        }
        refused.put(
                "a text key", Cbor.map().put(Cbor.of("x"), Cbor.of(1)).build().encode());
        refused.put("an array", Cbor.array().encode());
        refused.put("nothing", Bytes.EMPTY);
        refused.put("a byte behind it", with(claims, 6, claims.get(6L)).plus(Bytes.of((byte) 0)));

        List<String> accepted = new ArrayList<>();
        refused.forEach((what, encoded) -> {
            try {
                accepted.add(what + ": " + StatementCodec.decode(encoded));
            } catch (StatementException e) {
                // as it should be
            }
        });
        assertThat(accepted).isEmpty();
        assertThat(StatementCodec.decode(with(claims, 6, claims.get(6L)))).isEqualTo(PLAIN);
    }

    @Test
    void the_ends_of_the_ranges_are_accepted() {
        Map<Long, Cbor> claims = claims();
        assertThat(StatementCodec.decode(with(claims, 3, Cbor.of(65_535))).typeVersion())
                .isEqualTo(65_535);
        assertThat(StatementCodec.decode(with(claims, 5, Cbor.of(999)))
                        .identifier()
                        .version())
                .isEqualTo(999);
        assertThat(StatementCodec.decode(with(claims, 6, Cbor.of(-719528))).issued())
                .isEqualTo(LocalDate.of(0, 1, 1));
        assertThat(StatementCodec.decode(with(claims, 8, Cbor.of(2932896))).validTo())
                .contains(LocalDate.of(9999, 12, 31));
        assertThat(StatementCodec.decode(with(claims, 8, claims.get(6L))).validTo())
                .as("in force for one day")
                .contains(PLAIN.issued());
        assertThat(StatementCodec.decode(with(claims, 11, Cbor.of(256))).fieldCount())
                .isEqualTo(256);
        assertThat(StatementCodec.decode(with(claims, 10, null)).face()).isEmpty();
    }

    @Test
    void keys_32_to_63_are_left_to_the_future() {
        for (long key = 32; key <= 63; key++) {
            assertThat(StatementCodec.decode(with(claims(), key, Cbor.array(Cbor.of("later")))))
                    .isEqualTo(PLAIN);
        }
    }

    private static Map<Long, Cbor> claims() {
        Map<Long, Cbor> claims = new TreeMap<>();
        ((Cbor.Map) Cbor.decode(StatementCodec.encode(PLAIN)))
                .entries()
                .values()
                .forEach(entry -> claims.put(((Cbor.Int) entry.key()).value(), entry.value()));
        return claims;
    }

    private static Bytes with(Map<Long, Cbor> claims, long key, @org.jspecify.annotations.Nullable Cbor value) {
        var map = Cbor.map();
        claims.forEach((each, old) -> map.put(each, each == key ? null : old));
        return map.put(key, value).build().encode();
    }

    @Test
    void a_statement_that_cannot_be_is_not_built() {
        assertThatThrownBy(() -> rebuilt(0, PLAIN.issued(), PLAIN.validTo(), 6)).hasMessageContaining("type version");
        assertThatThrownBy(() -> rebuilt(1, LocalDate.of(10_000, 1, 1), PLAIN.validTo(), 6))
                .hasMessageContaining("day");
        assertThatThrownBy(() ->
                        rebuilt(1, PLAIN.issued(), Optional.of(PLAIN.issued().minusDays(1)), 6))
                .hasMessageContaining("the last day lies before the first");
        assertThatThrownBy(() -> rebuilt(1, PLAIN.issued(), PLAIN.validTo(), 1))
                .hasMessageContaining("number of a field on the face");
        assertThatThrownBy(() -> rebuilt(1, PLAIN.issued(), PLAIN.validTo(), 257))
                .hasMessageContaining("field count");
    }

    private static Statement rebuilt(int typeVersion, LocalDate issued, Optional<LocalDate> validTo, int fields) {
        return new Statement(
                PLAIN.identifier(),
                typeVersion,
                issued,
                issued,
                validTo,
                Origin.NEW,
                PLAIN.face(),
                fields,
                PLAIN.fieldRoot(),
                Optional.empty());
    }

    @Test
    void the_face_is_a_copy_in_order() {
        var face = new TreeMap<Integer, Cbor>(Map.of(1, Cbor.of("b"), 0, Cbor.of("a")));
        var statement = new Statement(
                PLAIN.identifier(),
                1,
                PLAIN.issued(),
                PLAIN.validFrom(),
                PLAIN.validTo(),
                Origin.NEW,
                face,
                2,
                PLAIN.fieldRoot(),
                Optional.empty());
        face.clear();
        assertThat(statement.face()).containsOnlyKeys(0, 1);
        assertThatThrownBy(() -> statement.face().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void its_text_form_says_nothing_of_the_holder() {
        assertThat(PLAIN.toString()).contains(Samples.TYPE).doesNotContain("丰", "高处", "20260000001");
        Disclosures disclosures = Samples.fields(1).discloseAll();
        assertThat(disclosures.toString()).doesNotContain("丰", "440300199001010016");
        assertThat(disclosures.fields().get(0).toString()).doesNotContain("丰");
    }
}
