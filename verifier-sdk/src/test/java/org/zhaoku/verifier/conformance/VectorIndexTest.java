package org.zhaoku.verifier.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.testing.Vectors;

class VectorIndexTest {
    private static final Path FOLDER = Path.of("src/test/resources/vectors");

    @Test
    void the_index_lists_every_file_and_no_other() throws IOException {
        List<String> listed = Pattern.compile("(?m)^\\| `([^`]+\\.[a-z]+)` \\|")
                .matcher(Vectors.text("README.md"))
                .results()
                .map(MatchResult::group)
                .map(row -> row.substring(row.indexOf('`') + 1, row.lastIndexOf('`')))
                .sorted()
                .toList();
        try (Stream<Path> files = Files.walk(FOLDER)) {
            assertThat(listed)
                    .isEqualTo(files.filter(Files::isRegularFile)
                            .map(file -> FOLDER.relativize(file).toString())
                            .filter(name -> !name.equals("README.md"))
                            .sorted()
                            .toList());
        }
    }
}
