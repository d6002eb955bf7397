package org.zhaoku.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zhaoku.verifier.bytes.Bytes;

/** What crashes and disks do to a file of three frames, each over several sectors. */
class FramedFileTest {
    private static final int LENGTH = 3000;
    private static final int FRAME = 8 + LENGTH + 32;

    @TempDir
    private Path folder;

    private Path path;
    private byte[] whole;
    private final List<Bytes> frames = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        path = folder.resolve("frames");
        var random = new Random(1);
        try (FramedFile file = FramedFile.open(path, (content, hash) -> {})) {
            for (int i = 0; i < 3; i++) {
                byte[] content = new byte[LENGTH];
                random.nextBytes(content);
                frames.add(Bytes.of(content));
                file.append(frames.get(i));
            }
        }
        whole = Files.readAllBytes(path);
    }

    private List<Bytes> opened() throws IOException {
        List<Bytes> read = new ArrayList<>();
        FramedFile.open(path, (content, hash) -> read.add(content)).close();
        return read;
    }

    /** The frames before the last are there, and another can be appended. */
    private void assertMended() throws IOException {
        assertThat(opened()).isEqualTo(frames.subList(0, 2));
        assertThat(Files.size(path)).isEqualTo(2 * FRAME);
        try (FramedFile file = FramedFile.open(path, (content, hash) -> {})) {
            file.append(frames.get(2));
        }
        assertThat(Files.readAllBytes(path)).isEqualTo(whole);
    }

    private void zero(int from, int to) throws IOException {
        byte[] content = whole.clone();
        Arrays.fill(content, from, to, (byte) 0);
        Files.write(path, content);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 31, 32, 33, LENGTH, FRAME - 8, FRAME - 7, FRAME - 1})
    void a_last_frame_whose_end_is_missing_is_cut_off(int lost) throws IOException {
        Files.write(path, Arrays.copyOf(whole, whole.length - lost));

        assertMended();
    }

    @Test
    void a_last_frame_of_which_nothing_or_a_sector_was_not_written_is_cut_off() throws IOException {
        zero(2 * FRAME, 3 * FRAME);
        assertMended();
        int sector = (2 * FRAME / 512 + 2) * 512;
        zero(sector, sector + 512);
        assertMended();
        zero(3 * FRAME / 512 * 512, 3 * FRAME);
        assertMended();
    }

    @Test
    void what_was_cut_off_for_a_writer_is_only_passed_over_by_who_reads_beside_it() throws IOException {
        Files.write(path, Arrays.copyOf(whole, whole.length - 1));
        List<Bytes> read = new ArrayList<>();

        FramedFile.read(path, (content, hash) -> read.add(content));

        assertThat(read).isEqualTo(frames.subList(0, 2));
        assertThat(Files.size(path)).isEqualTo(whole.length - 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 8, 1500, FRAME - 1})
    void a_changed_bit_is_named_wherever_it_is(int place) throws IOException {
        for (int frame = 0; frame < 3; frame++) {
            byte[] content = whole.clone();
            content[frame * FRAME + place] ^= 1;
            Files.write(path, content);

            assertThatThrownBy(this::opened)
                    .isInstanceOf(FramedFile.DamagedException.class)
                    .hasMessageContaining("frame " + frame + " ");
        }
    }

    @Test
    void a_sector_of_zeros_that_is_not_in_the_last_frame_is_no_crash_and_named() throws IOException {
        int sector = (FRAME / 512 + 2) * 512;
        zero(sector, sector + 512);

        assertThatThrownBy(this::opened)
                .isInstanceOf(FramedFile.DamagedException.class)
                .hasMessageContaining("frame 1 ");
        assertThat(Files.size(path)).isEqualTo(whole.length);
    }
}
