package org.zhaoku.gateway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.SecureRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.bytes.Bytes;

class EnvelopeTest {
    private static final Bytes SECRET = Bytes.fromHex("01".repeat(32));
    private static final Bytes DATA = Bytes.utf8("张三 440300199001010016");

    private final SecureRandom random = new SecureRandom();
    private final Envelope envelope = new Envelope(new Sm4MasterKey(SECRET, random), random);

    @Test
    void sealed_data_opens() {
        Sealed sealed = envelope.seal("licence", "1", DATA);
        assertThat(envelope.open("licence", "1", sealed)).isEqualTo(DATA);
        assertThat(sealed.content().hex()).doesNotContain(DATA.hex());
    }

    @Test
    void empty_data_is_data() {
        assertThat(envelope.open("licence", "1", envelope.seal("licence", "1", Bytes.EMPTY)))
                .isEqualTo(Bytes.EMPTY);
    }

    @Test
    void no_two_seals_share_a_key() {
        Sealed first = envelope.seal("licence", "1", DATA);
        Sealed second = envelope.seal("licence", "1", DATA);
        assertBroken("licence", "1", new Sealed(first.masterKey(), first.key(), second.content()));
    }

    @Test
    void any_changed_byte_is_noticed() {
        Sealed sealed = envelope.seal("licence", "1", DATA);
        IntStream.range(0, sealed.content().size())
                .forEach(at -> assertBroken(
                        "licence", "1", new Sealed(sealed.masterKey(), sealed.key(), flip(sealed.content(), at))));
        IntStream.range(0, sealed.key().size())
                .forEach(at -> assertBroken(
                        "licence", "1", new Sealed(sealed.masterKey(), flip(sealed.key(), at), sealed.content())));
    }

    @Test
    void cut_data_is_noticed() {
        Sealed sealed = envelope.seal("licence", "1", DATA);
        IntStream.range(0, sealed.content().size())
                .forEach(size -> assertBroken(
                        "licence",
                        "1",
                        new Sealed(
                                sealed.masterKey(),
                                sealed.key(),
                                sealed.content().slice(0, size))));
    }

    @Test
    void data_cannot_be_moved_to_another_record_or_purpose() {
        Sealed sealed = envelope.seal("licence", "1", DATA);
        assertBroken("licence", "2", sealed);
        assertBroken("holder", "1", sealed);
    }

    @Test
    void another_master_key_is_named() {
        Sealed sealed = envelope.seal("licence", "1", DATA);
        var other = new Envelope(new Sm4MasterKey(Bytes.fromHex("02".repeat(32)), random), random);
        assertThatExceptionOfType(SealException.class)
                .isThrownBy(() -> other.open("licence", "1", sealed))
                .withMessageContaining(sealed.masterKey())
                .satisfies(e -> assertThat(e.code()).isEqualTo("SEAL_KEY_UNKNOWN"));
    }

    // RFC 8998, A.1
    @Test
    void agrees_with_the_vector_of_rfc_8998() throws Exception {
        String nonce = "00001234567800000000abcd";
        String ciphertext = "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
                + "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d";
        String tag = "83de3541e4c2b58177e065a9bf7b62ec";
        Bytes plaintext = Sm4Gcm.decrypt(
                Bytes.fromHex("0123456789abcdeffedcba9876543210"),
                Bytes.fromHex("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
                Bytes.fromHex(nonce + ciphertext + tag));
        assertThat(plaintext.hex())
                .isEqualTo("aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
                        + "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa");
    }

    private void assertBroken(String purpose, String id, Sealed sealed) {
        assertThatExceptionOfType(SealException.class)
                .isThrownBy(() -> envelope.open(purpose, id, sealed))
                .satisfies(e -> assertThat(e.code()).isEqualTo("SEAL_BROKEN"));
    }

    private static Bytes flip(Bytes bytes, int at) {
        byte[] changed = bytes.toArray();
        changed[at] ^= 1;
        return Bytes.of(changed);
    }
}
