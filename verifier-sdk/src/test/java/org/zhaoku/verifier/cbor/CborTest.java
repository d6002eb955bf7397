package org.zhaoku.verifier.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.testing.Vectors;

class CborTest {
    @Test
    void examples_of_the_standard_are_read_and_written() {
        List<String> wrong = new ArrayList<>();
        for (String line : Vectors.lines("cbor-accepted.txt")) {
            int bar = line.indexOf('|');
            Bytes encoded = Bytes.fromHex(line.substring(0, bar));
            try {
                Cbor item = Cbor.decode(encoded);
                if (!diagnostic(item).equals(line.substring(bar + 1))
                        || !item.encode().equals(encoded)) {
                    wrong.add(line + " was read as " + diagnostic(item) + " and written as " + item.encode());
                }
            } catch (CborException e) {
                wrong.add(line + " was refused: " + e.getMessage());
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everything_but_the_one_encoding_is_refused() {
        List<String> wrong = new ArrayList<>();
        for (String line : Vectors.lines("cbor-refused.txt")) {
            int bar = line.indexOf('|');
            String hex = line.substring(0, bar);
            int star = hex.indexOf('*');
            Bytes encoded = star < 0
                    ? Vectors.bytes(hex)
                    : Bytes.fromHex(hex.substring(0, star).repeat(Integer.parseInt(hex.substring(star + 1))));
            try {
                wrong.add(line + " was read as " + diagnostic(Cbor.decode(encoded)));
            } catch (CborException e) {
                // as it should be
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void what_cannot_be_read_is_not_written() {
        assertThatThrownBy(() -> Cbor.of("\uD842").encode()).isInstanceOf(CborException.class);
        assertThatThrownBy(() -> Cbor.array(Cbor.of("a\uDFB7")).encode()).isInstanceOf(CborException.class);
        Cbor nested = Cbor.array();
        for (int depth = 1; depth < Cbor.MAX_DEPTH; depth++) {
            nested = Cbor.array(nested);
        }
        assertThat(Cbor.decode(nested.encode())).isEqualTo(nested);
        Cbor tooDeep = Cbor.array(nested);
        assertThatThrownBy(tooDeep::encode).isInstanceOf(CborException.class);
        Cbor inMap = Cbor.map().put(1, nested).build();
        assertThatThrownBy(inMap::encode).isInstanceOf(CborException.class);
    }

    @Test
    void keys_are_integers_and_texts_each_once() {
        var map = Cbor.map().put(1, Cbor.of(2));
        assertThatThrownBy(() -> map.put(1, Cbor.of(3))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> map.put(Cbor.of(Bytes.EMPTY), Cbor.of(3)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(map.put(2, null).build().encode().hex()).isEqualTo("a10102");
    }

    @Test
    void a_map_does_not_change_once_it_is_built() {
        var builder = Cbor.map().put(1, Cbor.of(2));
        Cbor built = builder.build();
        builder.put(3, Cbor.of(4));
        assertThat(built.encode().hex()).isEqualTo("a10102");
        assertThatThrownBy(() -> ((Cbor.Map) built).entries().clear())
                .isInstanceOf(UnsupportedOperationException.class);
        var entries = new TreeMap<>(((Cbor.Map) built).entries());
        Cbor.Map copy = new Cbor.Map(entries);
        entries.clear();
        assertThat(copy).isEqualTo(built);
    }

    @Test
    void messages_name_the_place_and_never_the_content() {
        assertThatThrownBy(() -> CborReads.number("age", Cbor.of("secret"), 0, 9))
                .hasMessage("age: expected an integer, got Text");
        assertThatThrownBy(() -> CborReads.text("name", Cbor.of(7))).hasMessageContaining("expected a text");
        assertThatThrownBy(() -> CborReads.map("claims", Cbor.of(7))).hasMessageContaining("expected a map");
        assertThatThrownBy(() -> CborReads.bytes("salt", Cbor.of(Bytes.of((byte) 1)), 16))
                .hasMessage("salt: expected 16 bytes, got 1");
        assertThatThrownBy(() -> CborReads.array("parts", Cbor.array(), 1, 3))
                .hasMessageContaining("expected an array of 1 to 3 items");
        var reader = new CborMapReader(
                "claims", Cbor.map().put(Cbor.of("secret"), Cbor.of(1)).build());
        assertThatThrownBy(() -> reader.get(9)).hasMessage("claims: key 9 is missing");
        assertThatThrownBy(reader::end).hasMessage("claims: unknown key, a text");
    }

    @Test
    void unknown_keys_are_refused_outside_the_ignorable_range() {
        var reader = new CborMapReader(
                "claims",
                Cbor.map()
                        .put(1, Cbor.of(1))
                        .put(32, Cbor.of(1))
                        .put(63, Cbor.of(1))
                        .build());
        assertThat(reader.number(1, 0, 9)).isOne();
        reader.end(32, 63);
        assertThatThrownBy(() -> reader.end(33, 63)).hasMessage("claims: unknown key 32");
        assertThatThrownBy(() -> reader.end(32, 62)).hasMessage("claims: unknown key 63");
    }

    private static String diagnostic(Cbor item) {
        if (item instanceof Cbor.Array array) {
            return array.items().stream().map(CborTest::diagnostic).collect(Collectors.joining(", ", "[", "]"));
        }
        if (item instanceof Cbor.Map map) {
            return map.entries().values().stream()
                    .map(entry -> diagnostic(entry.key()) + ": " + diagnostic(entry.value()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (item instanceof Cbor.Text text) {
            return '"' + text.value() + '"';
        }
        if (item instanceof Cbor.ByteString string) {
            return "h'" + string.value() + "'";
        }
        return item instanceof Cbor.Int number
                ? Long.toString(number.value())
                : item.toString().toLowerCase(java.util.Locale.ROOT);
    }
}
