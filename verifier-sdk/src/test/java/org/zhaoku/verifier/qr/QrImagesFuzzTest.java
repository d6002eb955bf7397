package org.zhaoku.verifier.qr;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;

/** Files of strangers: a text, no text, or the one documented exception with one of its codes. */
class QrImagesFuzzTest {
    @FuzzTest
    void image(byte[] data) {
        try {
            QrImages.read(data, Duration.ofMillis(200))
                    .ifPresent(text -> assertThat(text).isNotEmpty());
        } catch (QrImageException e) {
            assertThat(e.code()).isIn("IMAGE_NOT_READABLE", "IMAGE_TOO_LARGE");
        }
    }
}
