package org.zhaoku.verifier.presentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.testing.World;

/** Presentations from strangers: only the documented exceptions, one encoding each, and nobody is present. */
class PresentationFuzzTest {
    private static final Bytes KNOWN =
            Shown.sign(List.of(Shown.UNBOUND), Shown.BY_GATEWAY).encoded();

    @FuzzTest
    void presentation(byte[] data) {
        try {
            Presentation presentation = Presentation.decode(Bytes.of(data));
            assertThat(presentation.encoded()).isEqualTo(Bytes.of(data));
            assertThat(Presentation.parse(presentation.text()).encoded()).isEqualTo(Bytes.of(data));
            PresentationResult result = Shown.CHECK.check(
                    presentation,
                    Collections.nCopies(
                            presentation.licences().size(),
                            Shown.opened(Presentation.decode(KNOWN)).get(0)),
                    Shown.TIME,
                    Shown.GATEWAYS);
            boolean made = CoseSign1.decode(
                            presentation.signatures().get(0).message().encoded())
                    .verifies(
                            MessageKind.PRESENTATION,
                            World.NETWORK,
                            Shown.GATEWAY.key().publicKey());
            assertThat(result.presence(0) == Presence.GATEWAY && !made).isFalse();
        } catch (IllegalArgumentException e) {
            // documented
        }
    }

    @FuzzTest
    void presentationText(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        try {
            assertThat(Presentation.parse(text).text()).isEqualTo(text);
        } catch (IllegalArgumentException e) {
            // documented
        }
    }

    /** The payload behind a right signature. */
    @FuzzTest
    void presentationPayload(byte[] data) {
        CoseSign1 message = CoseSign1.sign(MessageKind.PRESENTATION, World.NETWORK, Bytes.of(data), Shown.GATEWAY);
        Bytes encoded = Cbor.array(
                        Cbor.array(Shown.UNBOUND.toCbor()), Cbor.array(Cbor.array(Cbor.of(message.encoded()))))
                .encode();
        try {
            Presentation presentation = Presentation.decode(encoded);
            assertThat(new PresentationPayload(
                                    presentation.showing(),
                                    PresentationPayload.decode(Bytes.of(data)).content())
                            .encode())
                    .isEqualTo(Bytes.of(data));
        } catch (IllegalArgumentException e) {
            // documented
        }
    }
}
