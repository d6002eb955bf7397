package org.zhaoku.verifier.cose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.authlete.cbor.CBORDecoder;
import com.authlete.cose.COSEProtectedHeader;
import com.authlete.cose.COSESign1;
import com.authlete.cose.SigStructureBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.pki.DerSignature;
import org.zhaoku.verifier.sm.Sm2PublicKey;
import org.zhaoku.verifier.sm.Sm2Signature;
import org.zhaoku.verifier.testing.Department;
import org.zhaoku.verifier.testing.Samples;

class CoseSign1Test {
    private static final Network NETWORK = new Network("test");
    private static final Department SIGNER = Department.of(Samples.ISSUER, 1);
    private static final Sm2PublicKey KEY = SIGNER.key().publicKey();
    private static final Bytes PAYLOAD = Bytes.utf8("payload");
    private static final CoseSign1 MESSAGE =
            CoseSign1.sign(MessageKind.STATEMENT, NETWORK, OptionalLong.of(1), PAYLOAD, SIGNER);

    @Test
    void a_message_is_read_as_it_was_written() {
        CoseSign1 read = CoseSign1.decode(MESSAGE.encoded());
        assertThat(read.encoded()).isEqualTo(MESSAGE.encoded());
        assertThat(read.kid()).isEqualTo(SIGNER.kid());
        assertThat(read.dictionary()).hasValue(1);
        assertThat(read.payload()).isEqualTo(PAYLOAD);
        assertThat(read.verifies(MessageKind.STATEMENT, NETWORK, KEY)).isTrue();
        assertThat(CoseSign1.sign(MessageKind.BATCH, NETWORK, PAYLOAD, SIGNER).dictionary())
                .isEmpty();
    }

    @Test
    void a_signature_is_of_one_kind_one_network_and_one_key() {
        for (MessageKind kind : MessageKind.values()) {
            assertThat(MESSAGE.verifies(kind, NETWORK, KEY)).isEqualTo(kind == MessageKind.STATEMENT);
        }
        assertThat(MESSAGE.verifies(MessageKind.STATEMENT, new Network("test2"), KEY))
                .isFalse();
        Sm2PublicKey other = Department.of(Samples.ISSUER, 2).key().publicKey();
        assertThat(MESSAGE.verifies(MessageKind.STATEMENT, NETWORK, other)).isFalse();
    }

    @Test
    void another_library_reads_the_same_structure() throws Exception {
        COSESign1 theirs = COSESign1.build(new CBORDecoder(MESSAGE.encoded().toArray()).next());
        COSEProtectedHeader header = theirs.getProtectedHeader();
        assertThat(header.getAlg()).isEqualTo(-65537);
        assertThat(header.getKid()).isEqualTo(SIGNER.kid().value().toArray());
        assertThat(theirs.getUnprotectedHeader().getPairs()).isEmpty();
        byte[] toBeSigned = new SigStructureBuilder()
                .sign1(theirs)
                .externalData(Bytes.utf8("zhaoku/1/statement/test").toArray())
                .build()
                .encode();
        assertThat(KEY.verifies(
                        Bytes.of(toBeSigned),
                        new Sm2Signature(Bytes.of(theirs.getSignature().getValue()))))
                .isTrue();
    }

    @Test
    void whatever_differs_from_the_profile_is_refused() {
        Cbor kid = Cbor.of(SIGNER.kid().value());
        Cbor alg = Cbor.of(CoseSign1.ALGORITHM);
        Map<String, Cbor> headers = new LinkedHashMap<>();
        headers.put("no alg", Cbor.map().put(4, kid).build());
        headers.put("no kid", Cbor.map().put(1, alg).build());
        headers.put("another alg", header().put(1, Cbor.of(-7)).put(4, kid).build());
        headers.put("alg as text", header().put(1, Cbor.of("SM2")).put(4, kid).build());
        headers.put(
                "a kid of 7 bytes",
                header().put(1, alg).put(4, Cbor.of(Bytes.of(new byte[7]))).build());
        headers.put(
                "crit",
                header().put(1, alg).put(2, Cbor.array(Cbor.of(1))).put(4, kid).build());
        headers.put(
                "content type",
                header().put(1, alg).put(3, Cbor.of(0)).put(4, kid).build());
        headers.put(
                "a text label",
                header().put(1, alg).put(4, kid).put(Cbor.of("x"), Cbor.of(0)).build());
        headers.put(
                "dictionary 0",
                header().put(1, alg).put(4, kid).put(-1, Cbor.of(0)).build());
        headers.put(
                "dictionary 256",
                header().put(1, alg).put(4, kid).put(-1, Cbor.of(256)).build());
        headers.put("an empty header", header().build());
        headers.put("an array as header", Cbor.array());

        Cbor good = header().put(1, alg).put(4, kid).build();
        Cbor signature = Cbor.of(Bytes.of(new byte[64]));
        Map<String, Bytes> messages = new LinkedHashMap<>();
        headers.forEach((what, header) -> messages.put(what, message(Cbor.of(header.encode()), signature)));
        messages.put("a header of zero bytes", message(Cbor.of(Bytes.EMPTY), signature));
        messages.put("a header that is no byte string", message(good, signature));
        messages.put(
                "a header with a byte behind it", message(Cbor.of(good.encode().plus(Bytes.of((byte) 0))), signature));
        messages.put("a signature of 63 bytes", message(Cbor.of(good.encode()), Cbor.of(Bytes.of(new byte[63]))));
        messages.put(
                "a signature in DER",
                message(
                        Cbor.of(good.encode()),
                        Cbor.of(DerSignature.encode(new Sm2Signature(Bytes.of(new byte[64]))))));
        messages.put(
                "an unprotected kid",
                Cbor.array(Cbor.of(good.encode()), Cbor.map().put(4, kid).build(), Cbor.of(PAYLOAD), signature)
                        .encode());
        messages.put(
                "a detached payload",
                Cbor.array(Cbor.of(good.encode()), Cbor.map().build(), Cbor.Simple.NULL, signature)
                        .encode());
        messages.put(
                "three parts",
                Cbor.array(Cbor.of(good.encode()), Cbor.map().build(), Cbor.of(PAYLOAD))
                        .encode());
        messages.put("a tag", Bytes.of((byte) 0xd2).plus(MESSAGE.encoded()));
        messages.put("a byte behind it", MESSAGE.encoded().plus(Bytes.of((byte) 0)));

        assertThat(CoseSign1.decode(message(Cbor.of(good.encode()), signature)).kid())
                .as("the message itself is good")
                .isEqualTo(SIGNER.kid());
        List<String> accepted = new ArrayList<>();
        messages.forEach((what, encoded) -> {
            try {
                accepted.add(what + ": " + CoseSign1.decode(encoded).encoded());
            } catch (CborException e) {
                // as it should be
            }
        });
        assertThat(accepted).isEmpty();
    }

    private static Cbor.MapBuilder header() {
        return Cbor.map();
    }

    private static Bytes message(Cbor header, Cbor signature) {
        return Cbor.array(header, Cbor.map().build(), Cbor.of(PAYLOAD), signature)
                .encode();
    }

    @Test
    void a_network_is_named_like_a_channel() {
        assertThat(new Network("region-a.test1")).hasToString("region-a.test1");
        assertThat(MessageKind.KEY_POSSESSION.externalAad(NETWORK))
                .isEqualTo(Bytes.utf8("zhaoku/1/key-possession/test"));
        for (String bad : List.of("", "1a", "-a", "A", "a/b", "a b", "a_b", "甲", "a".repeat(64), "a\n")) {
            assertThatThrownBy(() -> new Network(bad)).as(bad).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(new Network("a".repeat(63)).name()).hasSize(63);
    }
}
