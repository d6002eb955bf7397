package org.zhaoku.verifier.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;

/**
 * Lists from strangers: only the documented exceptions, never beyond the bounds. Zlib data is not canonical, so what is
 * accepted need not encode back to the same bytes, but it does to the same values.
 */
class StatusFuzzTest {
    @FuzzTest
    void list(byte[] data) {
        read(Bytes.of(data), 1);
        read(Bytes.of(data), 2);
    }

    /** Behind the right map. */
    @FuzzTest
    void compressed(byte[] data) {
        Cbor list = Cbor.map()
                .put(Cbor.of("bits"), Cbor.of(2))
                .put(Cbor.of("lst"), Cbor.of(Bytes.of(data)))
                .build();
        read(list.encode(), 2);
    }

    private static void read(Bytes encoded, int bits) {
        try {
            StatusList list = StatusList.decode(encoded, bits);
            assertThat(list.bits()).isEqualTo(bits);
            assertThat(list.size()).isBetween(8 / bits, StatusList.MAX_SIZE);
            assertThat(list.at(list.size() - 1)).isBetween(0, (1 << bits) - 1);
            assertThat(StatusList.decode(list.encode(), bits)).isEqualTo(list);
        } catch (IllegalArgumentException e) {
            // documented
        }
    }
}
