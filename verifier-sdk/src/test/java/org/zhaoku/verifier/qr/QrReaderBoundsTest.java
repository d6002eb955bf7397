package org.zhaoku.verifier.qr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QrReaderBoundsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Finder patterns wherever one looks, and no symbol: the most work that a picture can make. */
    private static byte[] corners(int side) {
        var levels = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int ring = Math.max(Math.abs(x % 36 - 16), Math.abs(y % 36 - 16)) / 4;
                levels.getRaster().setSample(x, y, 0, ring == 2 || ring > 3 ? 255 : 0);
            }
        }
        return QrImagesTest.png(levels);
    }

    /** A stopwatch that goes on by one step each time it is looked at, and counts. */
    private static TimeBudget stepping(AtomicLong looks, Duration step) {
        return new TimeBudget(SECOND, () -> looks.getAndIncrement() * step.toNanos());
    }

    @Test
    void work_is_bounded_without_any_limit_of_time() {
        var looks = new AtomicLong();

        assertThat(QrImages.read(corners(700), stepping(looks, Duration.ZERO))).isEmpty();
        // 13 looks with at most 41 sets of corners each, and the start
        assertThat(looks.get()).isBetween(50L, 1 + 13 * 42L);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 100, 1000})
    void nothing_is_begun_when_the_time_is_up(int millis) {
        var looks = new AtomicLong();

        assertThat(QrImages.read(corners(700), stepping(looks, Duration.ofMillis(millis))))
                .isEmpty();
        // one look notices it within the picture, one before the next
        assertThat(looks.get()).isLessThanOrEqualTo(1000 / millis + 3);
    }

    @Test
    void a_clear_code_is_read_at_the_first_look() {
        String text = PhotoTable.text(500, 1);
        var looks = new AtomicLong();

        assertThat(QrImages.read(
                        new Photo(text, new Random(1)).modulePixels(4).png(), stepping(looks, Duration.ofMillis(300))))
                .contains(text);
        assertThat(looks.get()).isLessThanOrEqualTo(4);
    }

    @Test
    void a_budget_is_more_than_nothing_and_at_most_an_hour() {
        byte[] image = QrImages.png("ZK1:ABC", 4);

        assertThat(QrImages.read(image, Duration.ofHours(1))).isEqualTo(Optional.of("ZK1:ABC"));
        for (Duration wrong : new Duration[] {Duration.ZERO, Duration.ofNanos(-1), Duration.ofHours(2)}) {
            assertThatThrownBy(() -> QrImages.read(image, wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("got " + wrong);
        }
    }
}
