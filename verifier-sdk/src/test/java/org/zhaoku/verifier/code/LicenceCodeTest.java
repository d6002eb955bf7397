package org.zhaoku.verifier.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.statement.Disclosures;
import org.zhaoku.verifier.testing.World;

class LicenceCodeTest {
    private static final World.Anchored LICENCE = new World().issue(5).get(2);
    private static final Disclosures SHOWN = LICENCE.fields().disclose(new TreeSet<>(List.of(0, 3)));

    @Test
    void a_code_is_read_as_it_was_written_with_and_without_its_parts() {
        for (boolean withReceipt : List.of(false, true)) {
            for (boolean withFields : List.of(false, true)) {
                var code = new LicenceCode(
                        LICENCE.statement(),
                        withReceipt ? Optional.of(LICENCE.receipt()) : Optional.empty(),
                        withFields ? Optional.of(SHOWN) : Optional.empty());
                LicenceCode read = LicenceCode.parse(code.text());
                assertThat(read.text()).isEqualTo(code.text()).matches("ZK1:[0-9A-Z $%*+./:-]+");
                assertThat(read.statement().encoded())
                        .isEqualTo(LICENCE.statement().encoded());
                assertThat(read.receipt()).isEqualTo(code.receipt());
                assertThat(read.disclosures()).isEqualTo(code.disclosures());
            }
        }
    }

    @Test
    void another_text_is_not_a_licence_code() {
        for (String text : List.of(
                "",
                "ZK",
                "ZK1",
                "zk1:" + LICENCE.code().text().substring(4),
                "ZK2:00",
                "https://example.org/",
                "HC1:6BF")) {
            assertThatThrownBy(() -> LicenceCode.parse(text)).isInstanceOf(CodeFormatException.class);
        }
        assertThatThrownBy(() -> LicenceCode.parse("ZK1:" + "0".repeat(4_293)))
                .isInstanceOf(CodeFormatException.class)
                .hasMessageContaining("at most 4296 characters");
    }

    @Test
    void a_damaged_code_is_refused() {
        Cbor statement = Cbor.of(LICENCE.statement().encoded());
        Cbor receipt = LICENCE.receipt().toCbor();
        Map<String, Bytes> contents = new LinkedHashMap<>();
        contents.put("nothing", Bytes.EMPTY);
        contents.put("no parts", Cbor.array().encode());
        contents.put(
                "four parts",
                Cbor.array(statement, receipt, SHOWN.toCbor(), Cbor.Simple.NULL).encode());
        contents.put("null at the end", Cbor.array(statement, Cbor.Simple.NULL).encode());
        contents.put(
                "two nulls at the end",
                Cbor.array(statement, Cbor.Simple.NULL, Cbor.Simple.NULL).encode());
        contents.put(
                "null behind a receipt",
                Cbor.array(statement, receipt, Cbor.Simple.NULL).encode());
        contents.put("no statement", Cbor.array(Cbor.Simple.NULL, receipt).encode());
        contents.put("a map", Cbor.map().build().encode());
        contents.put(
                "disclosures as receipt", Cbor.array(statement, SHOWN.toCbor()).encode());
        contents.put("a byte behind it", Cbor.array(statement).encode().plus(Bytes.of((byte) 0)));
        List<String> accepted = new ArrayList<>();
        contents.forEach((what, content) -> {
            try {
                accepted.add(what + ": "
                        + LicenceCode.parse(LicenceCode.PREFIX + Base45.encode(content.toArray()))
                                .text());
            } catch (IllegalArgumentException e) {
                // as it should be
            }
        });
        assertThat(accepted).isEmpty();
        String text = LICENCE.code().text();
        for (String bad : List.of(text + "0", text + " ", text.substring(0, text.length() - 1), text + "\n")) {
            assertThatThrownBy(() -> LicenceCode.parse(bad)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void its_text_form_says_nothing_of_the_holder() {
        assertThat(LICENCE.code(LICENCE.fields().discloseAll()).toString())
                .doesNotContain("丰", "440300199001010016", "高处");
    }
}
