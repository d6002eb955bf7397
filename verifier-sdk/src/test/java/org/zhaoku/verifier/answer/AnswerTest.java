package org.zhaoku.verifier.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.zhaoku.verifier.answer.AnswerFinding.*;
import static org.zhaoku.verifier.answer.Asked.CALLER;
import static org.zhaoku.verifier.answer.Asked.CHECK;
import static org.zhaoku.verifier.answer.Asked.GATEWAY;
import static org.zhaoku.verifier.answer.Asked.GATEWAYS;
import static org.zhaoku.verifier.answer.Asked.NONCE;
import static org.zhaoku.verifier.answer.Asked.PURPOSE;
import static org.zhaoku.verifier.answer.Asked.REQUEST;
import static org.zhaoku.verifier.answer.Asked.TIME;
import static org.zhaoku.verifier.answer.Asked.YES;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm2PublicKey;
import org.zhaoku.verifier.testing.Mutations;
import org.zhaoku.verifier.testing.Vectors;
import org.zhaoku.verifier.testing.World;

class AnswerTest {
    private static SignedAnswer sign(Answer answer) {
        return SignedAnswer.sign(answer, World.NETWORK, GATEWAY);
    }

    private static AnswerResult check(SignedAnswer signed) {
        return CHECK.check(signed, TIME, GATEWAYS);
    }

    @BeforeAll
    static void write() throws IOException {
        if (Boolean.getBoolean("vectors.write")) {
            Files.write(Path.of("src/test/resources/vectors/answers.txt"), AnswerVectors.file());
            Files.write(Path.of("target/test-classes/vectors/answers.txt"), AnswerVectors.file());
        }
    }

    @Test
    void each_reply_comes_through() {
        for (Reply reply : Reply.values()) {
            SignedAnswer signed = sign(Asked.answer(REQUEST, CALLER, PURPOSE, reply, 300));
            SignedAnswer read = SignedAnswer.decode(signed.encoded());
            assertThat(check(read)).isEqualTo(new AnswerResult(Optional.of(reply), Set.of()));
            assertThat(read.encoded()).isEqualTo(signed.encoded());
        }
    }

    @Test
    void an_answer_says_nothing_of_its_subject_and_two_cannot_be_linked() {
        Answer again =
                Asked.answer(new Request(Asked.HOLDS, Bytes.fromHex("11".repeat(16))), CALLER, PURPOSE, Reply.YES, 300);
        assertThat(sign(YES).encoded().hex())
                .doesNotContain(Asked.SUBJECT.hex())
                .doesNotContain(NONCE.hex())
                .doesNotContain(again.request().hex());
    }

    @Test
    void time_is_bounded_on_both_sides() {
        SignedAnswer signed = sign(YES);
        assertThat(CHECK.check(signed, TIME.minusSeconds(30), GATEWAYS).reply()).contains(Reply.YES);
        assertThat(CHECK.check(signed, TIME.minusSeconds(31), GATEWAYS).faults())
                .containsExactly(TOO_EARLY);
        assertThat(CHECK.check(signed, TIME.plusSeconds(329), GATEWAYS).reply()).contains(Reply.YES);
        assertThat(CHECK.check(signed, TIME.plusSeconds(330), GATEWAYS).faults())
                .containsExactly(EXPIRED);
    }

    @Test
    void a_part_out_of_its_range_cannot_be_built() {
        assertThatThrownBy(() -> sign(Asked.answer(REQUEST, CALLER, PURPOSE, Reply.YES, 301)))
                .hasMessageContaining("lifetime");
        assertThatThrownBy(() -> Asked.answer(REQUEST, "", PURPOSE, Reply.YES, 300))
                .hasMessageContaining("caller");
        assertThatThrownBy(() -> Asked.answer(REQUEST, CALLER, "租".repeat(86), Reply.YES, 300))
                .hasMessageContaining("purpose");
        assertThatThrownBy(() -> new Answer(REQUEST.digest(), CALLER, PURPOSE, Reply.YES, TIME.plusNanos(1), 300))
                .hasMessageContaining("nanoseconds");
        assertThatThrownBy(() -> new AnswerCheck(World.NETWORK, REQUEST, CALLER, PURPOSE, Duration.ofSeconds(301)))
                .hasMessageContaining("skew");
        assertThatThrownBy(() -> new AnswerResult(Optional.of(Reply.YES), Set.of(EXPIRED)))
                .hasMessageContaining("either");
        assertThatThrownBy(() -> SignedAnswer.decode(CoseSign1.sign(
                                MessageKind.ANSWER,
                                World.NETWORK,
                                OptionalLong.of(1),
                                CoseSign1.decode(sign(YES).encoded()).payload(),
                                GATEWAY)
                        .encoded()))
                .hasMessageContaining("not compressed");
    }

    @Test
    void no_changed_answer_is_taken() {
        List<String> wrong = new ArrayList<>();
        Mutations.of(sign(YES).encoded()).forEach((what, mutant) -> {
            try {
                if (check(SignedAnswer.decode(mutant)).reply().isPresent()) {
                    wrong.add(what);
                }
            } catch (IllegalArgumentException e) {
                // documented
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void each_answer_of_the_file_is_found_to_be_what_it_says() {
        List<String> lines = Vectors.lines("answers.txt");
        String[] settings = lines.get(0).split("\\|", -1);
        List<String> wrong = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split("\\|", -1);
            String found = find(settings, cells);
            seen.add(found);
            if (!found.equals(cells[0])) {
                wrong.add(cells[0] + ", " + cells[1] + ": " + found);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(seen).contains("refused", "YES", "NO", "UNKNOWN");
        for (AnswerFinding finding : AnswerFinding.values()) {
            assertThat(seen).contains(finding.name());
        }
    }

    private static String find(String[] settings, String[] cells) {
        try {
            SignedAnswer signed = SignedAnswer.decode(Bytes.fromHex(cells[6]));
            var check = new AnswerCheck(
                    new Network(settings[0]),
                    Request.decode(Bytes.fromHex(cells[2])),
                    cells[3],
                    cells[4],
                    Duration.ofSeconds(Long.parseLong(settings[3])));
            AnswerResult result = check.check(
                    signed,
                    Instant.ofEpochSecond(Long.parseLong(cells[5])),
                    kid -> kid.equals(new KeyId(Bytes.fromHex(settings[1])))
                            ? Optional.of(Sm2PublicKey.of(Bytes.fromHex(settings[2])))
                            : Optional.empty());
            return result.reply()
                    .map(Reply::name)
                    .orElse(result.faults().stream().map(Enum::name).collect(Collectors.joining(",")));
        } catch (IllegalArgumentException e) {
            return "refused";
        }
    }
}
