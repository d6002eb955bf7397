package org.zhaoku.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.testing.Vectors;
import org.zhaoku.verifier.trust.TrustBundleException.Reason;

/** docs/error-codes.md against the code. */
class ErrorCodesTest {
    private static final String DOCUMENT = Vectors.document("error-codes.md");

    @Test
    void every_check_has_its_row_in_order() {
        List<String> rows = Stream.of(CheckCode.values())
                .map(check -> "| %s | %s | %s | %s | %s | %s | %s |"
                        .formatted(
                                check.code(),
                                check,
                                check.result(),
                                check.chinese(),
                                check.english(),
                                check.adviceChinese(),
                                check.adviceEnglish()))
                .toList();
        assertThat(DOCUMENT.lines().filter(line -> line.startsWith("| LIC-"))).isEqualTo(rows);
    }

    @Test
    void every_other_code_has_a_row_and_no_row_has_another_code() throws IOException {
        Set<String> inCode = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Pattern.compile("\\bCLI(_[A-Z]+)+")
                        .matcher(Files.readString(file))
                        .results()
                        .map(MatchResult::group)
                        .forEach(inCode::add);
                Pattern.compile("(?:Exception\\(\\s*|new CodeText\\([^\"]*)\"([A-Z0-9]+(_[A-Z0-9]+)+)\"")
                        .matcher(Files.readString(file))
                        .results()
                        .map(result -> result.group(1))
                        .forEach(inCode::add);
            }
        }
        Stream.of(Reason.values()).map(Reason::name).forEach(inCode::add);
        Set<String> inDocument = new TreeSet<>(Pattern.compile("(?m)^\\| ([A-Z0-9_]+) \\|")
                .matcher(DOCUMENT)
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList());
        assertThat(inDocument).isEqualTo(inCode).hasSizeGreaterThan(15);
    }
}
