package org.zhaoku.verifier.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.testing.Samples;
import org.zhaoku.verifier.testing.Vectors;

class NamesTest {
    private static final Pattern ESCAPE = Pattern.compile("\\\\u\\{([0-9A-F]+)}");

    @Test
    void every_case_of_the_published_table_in_both_orders() {
        List<String> wrong = new ArrayList<>();
        List<String> lines = Vectors.lines("names.tsv");
        for (String line : lines) {
            String[] cells = line.split("\t", -1);
            NameMatch there = Names.compare(unescape(cells[1]), unescape(cells[2]));
            NameMatch back = Names.compare(unescape(cells[2]), unescape(cells[1]));
            if (!there.name().equals(cells[0]) || back != there) {
                wrong.add(line + ": " + there + ", " + back);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(lines).hasSizeGreaterThanOrEqualTo(60);
    }

    private static String unescape(String cell) {
        return ESCAPE.matcher(cell).replaceAll(escape -> {
            int character = Integer.parseInt(escape.group(1), 16);
            return character < 0x1_0000 ? String.valueOf((char) character) : Character.toString(character);
        });
    }

    @Test
    void any_legible_text_is_exactly_itself_and_the_order_never_matters() {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            String one = Samples.text(random, 1 + random.nextInt(12));
            String other = random.nextBoolean() ? one + one : Samples.text(random, 1 + random.nextInt(12));
            assertThat(Names.compare(one, one)).as("seed %d", seed).isIn(NameMatch.EXACT, NameMatch.CANNOT_TELL);
            assertThat(Names.compare(one, other)).as("seed %d", seed).isEqualTo(Names.compare(other, one));
        }
    }

    /** Any place of a name lost to a placeholder: never the same any more, never another name. */
    @Test
    void a_character_that_got_lost_leaves_the_matter_open() {
        String name = "阿卜杜拉·买买提𠮷";
        int[] characters = name.codePoints().toArray();
        for (String mark : List.of("□", "〓", "?", "??", "*", "\uFFFD", "\uE000", "\uD842")) {
            for (int i = 0; i < characters.length; i++) {
                String damaged =
                        new String(characters, 0, i) + mark + new String(characters, i + 1, characters.length - i - 1);
                assertThat(Names.compare(name, damaged)).as("%s at %d", mark, i).isEqualTo(NameMatch.CANNOT_TELL);
            }
        }
    }

    @Test
    void long_names_are_the_same_or_cannot_be_told() {
        String name = "𠮷王".repeat(100);
        assertThat(Names.compare(name, name)).isEqualTo(NameMatch.EXACT);
        assertThat(Names.compare(name, name + "三")).isEqualTo(NameMatch.CANNOT_TELL);
        assertThat(Names.compare("三", name)).isEqualTo(NameMatch.CANNOT_TELL);
        String longest = "□a".repeat(64);
        assertThat(Names.compare(longest, "王".repeat(128))).isEqualTo(NameMatch.CANNOT_TELL);
    }

    @Test
    void compatibility_ideographs_and_radicals_are_those_of_unicode() {
        List<String> wrong = new ArrayList<>();
        for (int[] range : new int[][] {{0x2f00, 0x2fd5}, {0xf900, 0xfad9}, {0x2f800, 0x2fa1d}}) {
            for (int character = range[0]; character <= range[1]; character++) {
                String unified = Normalizer.normalize(Character.toString(character), Normalizer.Form.NFKC);
                if (Variants.standard(character) != Variants.standard(unified.codePointAt(0))) {
                    wrong.add(Integer.toHexString(character));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void the_tables_are_well_formed() {
        Map<Integer, Integer> standard = new HashMap<>();
        int[] pairs = VariantTables.VARIANTS.codePoints().toArray();
        assertThat(pairs.length % 2).isZero();
        for (int i = 0; i < pairs.length; i += 2) {
            assertThat(standard.put(pairs[i + 1], pairs[i]))
                    .as(Character.toString(pairs[i + 1]))
                    .isNull();
        }
        for (Map.Entry<Integer, Integer> pair : standard.entrySet()) {
            assertThat(standard).as("a standard form is final").doesNotContainKey(pair.getValue());
            assertThat(Variants.standard(pair.getKey())).isEqualTo(pair.getValue());
        }
        Set<Integer> seen = new HashSet<>();
        VariantTables.SOMETIMES
                .codePoints()
                .filter(character -> character != ' ')
                .forEach(character -> {
                    assertThat(seen.add(character))
                            .as(Character.toString(character))
                            .isTrue();
                    assertThat(standard).as(Character.toString(character)).doesNotContainKey(character);
                });
        assertThat(VariantTables.GBK_PRIVATE.codePoints()).hasSize(80);
    }

    @Test
    void the_document_has_the_tables_of_the_code() {
        String document = Vectors.document("names.md");
        assertThat(document.replaceAll("\\s", "")).contains(VariantTables.VARIANTS);
        assertThat(document.replaceAll("\\s+", " ")).contains(VariantTables.SOMETIMES);
    }
}
