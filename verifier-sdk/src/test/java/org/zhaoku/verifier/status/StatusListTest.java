package org.zhaoku.verifier.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.testing.Mutations;
import org.zhaoku.verifier.testing.Vectors;

class StatusListTest {
    @Test
    void every_vector_is_decided_rightly() {
        List<String> wrong = new ArrayList<>();
        List<String> lines = Vectors.lines("status-lists.txt");
        for (String line : lines) {
            String[] cells = line.split("\\|", -1);
            String result = result(cells);
            if (!result.equals(cells[0])) {
                wrong.add(cells[1] + ": expected " + cells[0] + ", got " + result);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(lines).hasSizeGreaterThan(60);
    }

    private static String result(String[] cells) {
        try {
            StatusList list = StatusList.decode(Vectors.bytes(cells[3]), Integer.parseInt(cells[2]));
            Map<Integer, Integer> values = new HashMap<>();
            for (String value : cells[5].equals("-") ? new String[0] : cells[5].split(",", -1)) {
                String[] parts = value.split("=", -1);
                values.put(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
            }
            for (int i = 0; i < list.size(); i++) {
                if (list.at(i) != values.getOrDefault(i, 0)) {
                    return "value " + list.at(i) + " at " + i;
                }
            }
            return list.size() == Integer.parseInt(cells[4]) ? "valid" : list.size() + " values";
        } catch (IllegalArgumentException e) {
            return "refused";
        }
    }

    @Test
    void any_list_reads_back_as_it_was() {
        var random = new Random(1);
        for (int round = 0; round < 200; round++) {
            int bits = 1 + random.nextInt(2);
            int[] values = random.ints(1 + random.nextInt(3000), 0, 1 << bits).toArray();
            StatusList list = StatusList.of(bits, index -> values[index], values.length);
            StatusList read = StatusList.decode(list.encode(), bits);
            assertThat(read).isEqualTo(list).hasSameHashCodeAs(list);
            assertThat(read.bits()).isEqualTo(bits);
            assertThat(read.size()).isBetween(values.length, values.length + 8 / bits - 1);
            for (int i = 0; i < read.size(); i++) {
                assertThat(read.at(i)).isEqualTo(i < values.length ? values[i] : 0);
            }
        }
    }

    @Test
    void beyond_the_list_nothing_is_said() {
        StatusList list = StatusList.of(2, index -> 0, 5);
        assertThat(list.size()).isEqualTo(8);
        for (int index : new int[] {-1, 8, 1 << 20, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> list.at(index));
        }
    }

    @Test
    void what_does_not_fit_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StatusList.of(1, index -> 2, 1))
                .withMessage("expected values of 1 bits, got 2 at index 0");
        assertThatIllegalArgumentException().isThrownBy(() -> StatusList.of(2, index -> -1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> StatusList.of(4, index -> 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> StatusList.of(2, index -> 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> StatusList.of(2, index -> 0, (1 << 20) + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> StatusList.decode(Bytes.EMPTY, 8));
    }

    @Test
    void a_full_list_is_as_small_as_promised() {
        assertThat(sizeAt(1)).isLessThanOrEqualTo(16 * 1024);
        assertThat(sizeAt(10)).isLessThanOrEqualTo(90_000);
        assertThat(sizeAt(100)).isLessThanOrEqualTo(StatusList.MAX_SIZE / 4 + 1024);
    }

    /** Encoded size in bytes of a full list with that share of ended licences at random; 100: random values. */
    private static int sizeAt(int percent) {
        var random = new Random(percent);
        StatusList list = StatusList.of(
                2,
                index -> percent == 100 ? random.nextInt(4) : random.nextInt(100) < percent ? 1 : 0,
                StatusList.MAX_SIZE);
        Bytes encoded = list.encode();
        assertThat(StatusList.decode(encoded, 2)).isEqualTo(list);
        return encoded.size();
    }

    @Test
    void a_bomb_is_stopped_at_the_limit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StatusList.decode(list(2, new byte[1 << 26]), 2))
                .withMessage("status list: it inflates to more than 262144 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StatusList.decode(list(1, new byte[131_073]), 1))
                .withMessage("status list: it inflates to more than 131072 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StatusList.decode(map(2, Bytes.of(new byte[300_000])), 2))
                .withMessage("status list: expected at most 266304 compressed bytes, got 300000");
    }

    @Test
    void no_changed_list_has_other_values() {
        var random = new Random(3);
        StatusList list = StatusList.of(2, index -> random.nextInt(10) == 0 ? random.nextInt(4) : 0, 2048);
        List<String> wrong = new ArrayList<>();
        Mutations.of(list.encode()).forEach((change, encoded) -> {
            try {
                if (!StatusList.decode(encoded, 2).equals(list)) {
                    wrong.add(change);
                }
            } catch (IllegalArgumentException e) {
                // refused
            }
        });
        assertThat(wrong).isEmpty();
    }

    private static Bytes list(int bits, byte[] content) {
        var deflater = new Deflater();
        try {
            deflater.setInput(content);
            deflater.finish();
            byte[] out = new byte[1 << 18];
            int length = deflater.deflate(out);
            return map(bits, Bytes.of(out).slice(0, length));
        } finally {
            deflater.end();
        }
    }

    private static Bytes map(int bits, Bytes lst) {
        return Cbor.map()
                .put(Cbor.of("bits"), Cbor.of(bits))
                .put(Cbor.of("lst"), Cbor.of(lst))
                .build()
                .encode();
    }
}
