package org.zhaoku.verifier.sm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.testing.Samples;

class Sm3Test {
    @Test
    void examples_of_gb_t_32905_appendix_a() {
        assertThat(Sm3.digest(Bytes.utf8("abc")).hex())
                .isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
        assertThat(Sm3.digest(Bytes.utf8("abcd".repeat(16))).hex())
                .isEqualTo("debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
    }

    @Test
    void parts_are_taken_one_after_the_other() {
        assertThat(Sm3.digest(Bytes.utf8("a"), Bytes.EMPTY, Bytes.utf8("bc"))).isEqualTo(Sm3.digest(Bytes.utf8("abc")));
        assertThat(Sm3.digest().hex()).isEqualTo("1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b");
    }

    @Test
    void every_length_is_the_same_as_bouncy_castles_and_can_be_split_anywhere() {
        for (int length = 0; length <= 300; length++) {
            Bytes content = Samples.bytes(new Random(length), length);
            String expected = bouncyCastle(content);
            assertThat(Sm3.digest(content).hex()).as("length %d", length).isEqualTo(expected);
            int cut = length / 3;
            Sm3State state = new Sm3State().update(content.slice(0, cut));
            Sm3State kept = state.copy();
            state.update(Bytes.utf8("something else")).finish();
            assertThat(kept.update(content.slice(cut, length)).finish().hex())
                    .as("length %d", length)
                    .isEqualTo(expected);
        }
    }

    @Test
    void a_million_letters() {
        Bytes content = Bytes.utf8("a".repeat(1_000_000));
        assertThat(Sm3.digest(content).hex()).isEqualTo(bouncyCastle(content));
    }

    @Test
    void leaf_and_node_are_digests_with_their_byte_in_front() {
        Bytes left = Samples.bytes(new Random(1), 32);
        Bytes right = Samples.bytes(new Random(2), 32);
        assertThat(Sm3.FUNCTION.leaf(left)).isEqualTo(Sm3.digest(Bytes.of((byte) 0), left));
        assertThat(Sm3.FUNCTION.node(left, right)).isEqualTo(Sm3.digest(Bytes.of((byte) 1), left, right));
        assertThat(Sm3.FUNCTION.digest(left, right)).isEqualTo(Sm3.digest(left, right));
    }

    private static String bouncyCastle(Bytes content) {
        var digest = new SM3Digest();
        digest.update(content.toArray(), 0, content.size());
        byte[] out = new byte[32];
        digest.doFinal(out, 0);
        return Bytes.of(out).hex();
    }
}
