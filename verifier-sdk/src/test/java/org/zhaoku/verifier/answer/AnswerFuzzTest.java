package org.zhaoku.verifier.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.testing.World;

/** Requests and answers from strangers: only the documented exceptions, one encoding each. */
class AnswerFuzzTest {
    @FuzzTest
    void request(byte[] data) {
        try {
            assertThat(Request.decode(Bytes.of(data)).encode()).isEqualTo(Bytes.of(data));
        } catch (IllegalArgumentException e) {
            // documented
        }
    }

    /** An answer that this gateway never gave. */
    @FuzzTest
    void answer(byte[] data) {
        try {
            SignedAnswer signed = SignedAnswer.decode(Bytes.of(data));
            assertThat(signed.encoded()).isEqualTo(Bytes.of(data));
            boolean madeHere =
                    signed.open(World.NETWORK, Asked.GATEWAY.key().publicKey()).isPresent();
            AnswerResult result = Asked.CHECK.check(signed, Asked.TIME, Asked.GATEWAYS);
            assertThat(result.reply().isPresent() && !madeHere).isFalse();
        } catch (IllegalArgumentException e) {
            // documented
        }
    }

    /** The payload behind a right signature. */
    @FuzzTest
    void answerPayload(byte[] data) {
        Bytes signed = CoseSign1.sign(MessageKind.ANSWER, World.NETWORK, Bytes.of(data), Asked.GATEWAY)
                .encoded();
        try {
            Answer answer = SignedAnswer.decode(signed)
                    .open(World.NETWORK, Asked.GATEWAY.key().publicKey())
                    .orElseThrow();
            assertThat(answer.encode()).isEqualTo(Bytes.of(data));
        } catch (IllegalArgumentException e) {
            // documented
        }
    }
}
