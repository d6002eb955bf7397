package org.zhaoku.verifier.qr;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A small sample of docs/reading-images.md in each build; the whole table with {@code -Dzhaoku.thorough=true}. */
class PhotoTableTest {
    private static final boolean THOROUGH = Boolean.getBoolean("zhaoku.thorough");
    private static final int PICTURES = THOROUGH ? 16 : 2;
    private static final List<Integer> SIZES = THOROUGH ? PhotoTable.SIZES : List.of(350, 700);

    /** Where not all are read: the least of three; elsewhere one may fail in the thorough table and none in the sample. */
    private static final Map<String, Integer> LEAST_OF_3 = Map.of("TILTED_MUCH", 0, "CURLED", 0, "PHONE_FAR", 1);

    @Test
    void photos_are_read_as_the_table_says() {
        List<String> tooFew = new ArrayList<>();
        for (PhotoCondition condition : PhotoCondition.ALL) {
            // twelve megapixels take seconds to make up, and what is often not read takes the whole ladder
            if (!THOROUGH && (condition.name().startsWith("PHONE") || LEAST_OF_3.containsKey(condition.name()))) {
                continue;
            }
            for (int bytes : SIZES) {
                PhotoTable.Cell cell = PhotoTable.cell(condition, bytes, PICTURES, 1, PhotoTableTest::unhurried);
                int least = LEAST_OF_3.containsKey(condition.name())
                        ? LEAST_OF_3.getOrDefault(condition.name(), 3) * PICTURES / 3
                        : PICTURES - PICTURES / 16;
                if (cell.good() < least) {
                    tooFew.add(condition.name() + " " + bytes + " B: " + cell.good() + " of " + PICTURES);
                }
            }
        }
        assertThat(tooFew).isEmpty();
    }

    /** As a slow machine must come to the same. */
    private static Optional<String> unhurried(byte[] file) {
        return QrImages.read(file, new TimeBudget(Duration.ofSeconds(1), () -> 0));
    }
}
