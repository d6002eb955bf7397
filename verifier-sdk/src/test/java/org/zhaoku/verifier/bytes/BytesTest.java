package org.zhaoku.verifier.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class BytesTest {
    @Test
    void content_cannot_be_changed_from_outside() {
        byte[] source = {1, 2, 3};
        Bytes bytes = Bytes.of(source);
        source[0] = 9;
        bytes.toArray()[1] = 9;
        assertThat(bytes).hasToString("010203").isEqualTo(Bytes.fromHex("010203"));
        assertThat(bytes.hashCode()).isEqualTo(Bytes.fromHex("010203").hashCode());
    }

    @Test
    void parts_are_joined_and_cut() {
        Bytes bytes = Bytes.concat(List.of(Bytes.of((byte) 1), Bytes.EMPTY, Bytes.of((byte) 2, (byte) -1)));
        assertThat(bytes.hex()).isEqualTo("0102ff");
        assertThat(bytes.plus(Bytes.utf8("水")).hex()).isEqualTo("0102ffe6b0b4");
        assertThat(bytes.slice(1, 3).hex()).isEqualTo("02ff");
        assertThat(bytes.slice(3, 3)).isEqualTo(Bytes.EMPTY);
        assertThat(bytes.at(2)).isEqualTo(255);
        assertThatThrownBy(() -> bytes.slice(2, 4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> bytes.slice(-1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> bytes.slice(2, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void a_part_of_an_array_is_copied_in_and_out() {
        byte[] array = {1, 2, 3, 4};
        assertThat(Bytes.of(array, 1, 2).hex()).isEqualTo("0203");
        assertThatThrownBy(() -> Bytes.of(array, 3, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        Bytes.fromHex("aabbcc").copyTo(1, 3, array, 2);
        assertThat(Bytes.of(array).hex()).isEqualTo("0102bbcc");
        assertThatThrownBy(() -> Bytes.fromHex("aa").copyTo(0, 2, array, 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Bytes.fromHex("aa").copyTo(0, 1, array, 4))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void order_is_that_of_unsigned_bytes() {
        assertThat(Bytes.fromHex("7f")).isLessThan(Bytes.fromHex("80"));
        assertThat(Bytes.fromHex("80")).isLessThan(Bytes.fromHex("8000"));
        assertThat(Bytes.fromHex("00FFab7f")).hasToString("00ffab7f");
        for (String wrong : List.of("0g", "\uFF10\uFF11", "0 ", "+1", "-1", "0x")) {
            assertThatThrownBy(() -> Bytes.fromHex(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Bytes.fromHex("0g")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Bytes.fromHex("012")).isInstanceOf(IllegalArgumentException.class);
    }
}
