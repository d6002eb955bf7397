package org.zhaoku.verifier.presentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.presentation.ReplayMemory.Seen;

class BoundedReplayMemoryTest {
    private static final Instant NOW = Instant.parse("2026-06-01T08:00:00Z");
    private final BoundedReplayMemory memory = new BoundedReplayMemory(2);

    private Seen note(String key, int at, int until) {
        return memory.note(Bytes.utf8(key), NOW.plusSeconds(at), NOW.plusSeconds(until));
    }

    @Test
    void a_key_is_new_once_while_it_lives() {
        assertThat(note("a", 0, 60)).isEqualTo(Seen.FIRST_TIME);
        assertThat(note("a", 60, 60)).isEqualTo(Seen.SEEN_BEFORE);
        assertThat(note("b", 61, 120)).isEqualTo(Seen.FIRST_TIME);
    }

    @Test
    void a_full_memory_cannot_tell_and_what_is_over_makes_room() {
        note("a", 0, 60);
        note("b", 0, 90);
        assertThat(note("c", 10, 100)).isEqualTo(Seen.CANNOT_TELL);
        assertThat(note("b", 10, 90)).isEqualTo(Seen.SEEN_BEFORE);
        assertThat(note("c", 61, 100)).isEqualTo(Seen.FIRST_TIME);
    }

    @Test
    void a_clock_put_back_does_not_let_in_again_what_is_forgotten() {
        note("a", 0, 60);
        note("b", 100, 160);
        assertThat(note("a", 0, 60)).isEqualTo(Seen.CANNOT_TELL);
    }

    @Test
    void there_is_room_for_one_at_least() {
        assertThatThrownBy(() -> new BoundedReplayMemory(0)).hasMessageContaining("got 0");
    }
}
