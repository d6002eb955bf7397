package org.zhaoku.verifier.presentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm2PublicKey;
import org.zhaoku.verifier.statement.Statement;
import org.zhaoku.verifier.testing.Vectors;

/** Reads the file alone, as another implementation would. */
class PresentationVectorsTest {
    @BeforeAll
    static void write() throws IOException {
        if (Boolean.getBoolean("vectors.write")) {
            Files.write(Path.of("src/test/resources/vectors/presentations.txt"), PresentationVectors.file());
            Files.write(Path.of("target/test-classes/vectors/presentations.txt"), PresentationVectors.file());
        }
    }

    @Test
    void each_presentation_is_found_to_be_what_the_file_says() {
        Map<String, String[]> settings = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        Set<PresentationFinding> seen = new HashSet<>();
        for (String line : Vectors.lines("presentations.txt")) {
            String[] cells = line.split("\\|", -1);
            if (cells.length < 6) {
                settings.put(cells[0], cells);
            } else if (!find(settings, cells, seen).equals(cells[0])) {
                wrong.add(cells[0] + ", " + cells[1] + ": " + find(settings, cells, seen));
            }
        }
        assertThat(wrong).isEmpty();
        Set<PresentationFinding> missing = new HashSet<>(Set.of(PresentationFinding.values()));
        missing.removeAll(seen);
        assertThat(missing)
                .as("findings that no line shows; a replay and an unopened statement are more than one presentation")
                .containsExactlyInAnyOrder(
                        PresentationFinding.STATEMENT_NOT_OPENED,
                        PresentationFinding.REPLAYED,
                        PresentationFinding.REPLAY_NOT_CHECKED);
    }

    private static String find(Map<String, String[]> settings, String[] cells, Set<PresentationFinding> seen) {
        Presentation presentation;
        try {
            presentation = Presentation.decode(Bytes.fromHex(cells[5]));
        } catch (IllegalArgumentException e) {
            return "refused";
        }
        assertThat(presentation.encoded().hex()).isEqualTo(cells[5]);
        Network network = new Network(setting(settings, "network", 1));
        Sm2PublicKey issuer = Sm2PublicKey.of(Bytes.fromHex(setting(settings, "issuer", 1)));
        var check = new PresentationCheck(
                network,
                given(cells[2]),
                given(cells[3]).map(Bytes::fromHex),
                Duration.ofSeconds(Long.parseLong(setting(settings, "skew", 1))),
                Optional.empty());
        List<Optional<Statement>> opened = presentation.licences().stream()
                .map(licence -> licence.statement().open(network, issuer))
                .toList();
        PresentationResult result = check.check(
                presentation,
                opened,
                Instant.ofEpochSecond(Long.parseLong(cells[4])),
                kid -> kid.equals(new KeyId(Bytes.fromHex(setting(settings, "gateway", 1))))
                        ? Optional.of(Sm2PublicKey.of(Bytes.fromHex(setting(settings, "gateway", 2))))
                        : Optional.empty());
        result.licences().forEach(each -> seen.add(each.finding()));
        seen.addAll(result.faults());
        String licences =
                result.licences().stream().map(each -> each.finding().name()).collect(Collectors.joining(","));
        String faults = result.faults().stream().map(Enum::name).collect(Collectors.joining(","));
        return faults.isEmpty() ? licences : licences + " " + faults;
    }

    private static String setting(Map<String, String[]> settings, String name, int cell) {
        return Objects.requireNonNull(settings.get(name), name)[cell];
    }

    private static Optional<String> given(String cell) {
        return cell.equals("-") ? Optional.empty() : Optional.of(cell);
    }
}
