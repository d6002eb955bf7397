package org.zhaoku.verifier.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.testing.Samples;
import org.zhaoku.verifier.testing.SeededRandom;

class DisclosuresTest {
    private static final FieldTree FIELDS = Samples.fields(1);
    private static final Statement STATEMENT = Samples.statement("1", FIELDS);

    @Test
    void every_subset_belongs_to_its_statement_and_survives_encoding() {
        for (int subset = 1; subset < 1 << FIELDS.size(); subset++) {
            Disclosures shown = FIELDS.disclose(numbers(subset));
            Disclosures read = Disclosures.of(Cbor.decode(shown.toCbor().encode()));
            assertThat(read).isEqualTo(shown);
            assertThat(read.belongTo(STATEMENT))
                    .as("fields %s", numbers(subset))
                    .isTrue();
        }
        assertThat(FIELDS.discloseAll()).isEqualTo(FIELDS.disclose(numbers(0b111111)));
        assertThat(FIELDS.discloseAll().proof()).isEmpty();
    }

    private static NavigableSet<Integer> numbers(int subset) {
        NavigableSet<Integer> numbers = new TreeSet<>();
        for (int number = 0; number < FIELDS.size(); number++) {
            if ((subset >> number & 1) == 1) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    @Test
    void a_changed_field_does_not_belong() {
        Disclosures shown = FIELDS.disclose(numbers(0b001010));
        Disclosure first = shown.fields().get(0);
        List<Disclosure> changed = List.of(
                new Disclosure(first.salt(), first.number(), Cbor.of("低压电工作业")),
                new Disclosure(first.salt(), first.number(), Cbor.Simple.NULL),
                new Disclosure(first.salt(), 2, first.value()),
                new Disclosure(Bytes.of(new byte[16]), first.number(), first.value()));
        for (Disclosure other : changed) {
            assertThat(new Disclosures(List.of(other, shown.fields().get(1)), shown.proof()).belongTo(STATEMENT))
                    .isFalse();
        }
        assertThat(new Disclosures(List.of(first), shown.proof()).belongTo(STATEMENT))
                .isFalse();
        List<Bytes> longer = new ArrayList<>(shown.proof());
        longer.add(FIELDS.root());
        assertThat(new Disclosures(shown.fields(), longer).belongTo(STATEMENT)).isFalse();
        List<Bytes> reversed = new ArrayList<>(shown.proof());
        Collections.reverse(reversed);
        assertThat(new Disclosures(shown.fields(), reversed).belongTo(STATEMENT))
                .isFalse();
        assertThat(shown.belongTo(Samples.statement("1", Samples.fields(2)))).isFalse();
    }

    @Test
    void one_value_for_one_field_in_ascending_order() {
        Disclosure zero = FIELDS.discloseAll().fields().get(0);
        Disclosure one = FIELDS.discloseAll().fields().get(1);
        assertThatThrownBy(() -> new Disclosures(List.of(one, zero), List.of()))
                .hasMessage("field 0 comes after field 1");
        assertThatThrownBy(() -> new Disclosures(List.of(zero, zero), List.of()))
                .hasMessage("field 0 comes after field 0");
        assertThatThrownBy(() -> new Disclosures(List.of(), List.of())).hasMessage("expected at least one field");
        assertThatThrownBy(() -> new FieldTree(List.of(one))).hasMessage("expected field 0, got 1");
        assertThatThrownBy(() -> new Disclosure(Bytes.of(new byte[15]), 0, Cbor.of(1)))
                .isInstanceOf(StatementException.class);
        assertThatThrownBy(() -> new Disclosure(zero.salt(), 256, Cbor.of(1))).isInstanceOf(StatementException.class);
        assertThatThrownBy(() -> new Disclosure(zero.salt(), 0, Cbor.array())).isInstanceOf(StatementException.class);
    }

    @Test
    void other_forms_are_refused() {
        Cbor salt = Cbor.of(Bytes.of(new byte[16]));
        Cbor field = Cbor.array(salt, Cbor.of(0), Cbor.of("x"));
        Cbor none = Cbor.of(Bytes.EMPTY);
        for (Cbor bad : List.of(
                Cbor.array(),
                Cbor.array(Cbor.array(), none),
                Cbor.array(Cbor.array(field)),
                Cbor.array(Cbor.array(field), none, none),
                Cbor.array(Cbor.array(field, field), none),
                Cbor.array(Cbor.array(field), Cbor.of(Bytes.of(new byte[31]))),
                Cbor.array(Cbor.array(field), Cbor.of(Bytes.of(new byte[257 * 32]))),
                Cbor.array(Cbor.array(field), Cbor.array()),
                Cbor.array(Cbor.array(Cbor.array(salt, Cbor.of(256), Cbor.of("x"))), none),
                Cbor.array(Cbor.array(Cbor.array(salt, Cbor.of(-1), Cbor.of("x"))), none),
                Cbor.array(Cbor.array(Cbor.array(Cbor.of("s"), Cbor.of(0), Cbor.of("x"))), none),
                Cbor.array(Cbor.array(Cbor.array(salt, Cbor.of(0))), none),
                Cbor.array(Cbor.array(Cbor.array(salt, Cbor.of(0), Cbor.map().build())), none))) {
            assertThatThrownBy(() -> Disclosures.of(bad)).as("%s", bad).isInstanceOf(StatementException.class);
        }
        assertThat(Disclosures.of(Cbor.array(Cbor.array(field), none)).fields()).hasSize(1);
    }

    @Test
    void salts_hide_what_is_absent_and_what_is_the_same() {
        FieldTree tree = FieldTree.of(List.of(Cbor.Simple.NULL, Cbor.Simple.NULL), new SeededRandom(1));
        Disclosures all = tree.discloseAll();
        assertThat(all.fields().get(0).salt()).isNotEqualTo(all.fields().get(1).salt());
        assertThat(FieldTree.of(List.of(Cbor.Simple.NULL, Cbor.Simple.NULL), new SeededRandom(2))
                        .root())
                .isNotEqualTo(tree.root());
    }

    @Test
    void a_type_may_have_256_fields() {
        List<Cbor> values = new Random(1).ints(256).mapToObj(Cbor::of).toList();
        FieldTree tree = FieldTree.of(values, new SeededRandom(1));
        assertThat(tree.disclose(new TreeSet<>(List.of(0, 255))).belongTo(Samples.statement("1", tree)))
                .isTrue();
        List<Cbor> more = new Random(1).ints(257).mapToObj(Cbor::of).toList();
        assertThatThrownBy(() -> FieldTree.of(more, new SeededRandom(1))).isInstanceOf(StatementException.class);
    }
}
