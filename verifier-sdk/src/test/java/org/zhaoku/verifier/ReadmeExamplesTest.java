package org.zhaoku.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.testing.World;
import org.zhaoku.verifier.trust.CheckpointStore;
import org.zhaoku.verifier.trust.TrustAnchors;
import org.zhaoku.verifier.trust.TrustBundle;

/** The three lines of the README, compiled, run and compared. */
class ReadmeExamplesTest {
    private static String answer(Bytes bundleFile, TrustAnchors anchors, CheckpointStore store, String scannedText) {
        // begin
        TrustBundle bundle = TrustBundle.open(bundleFile, anchors, store);
        Verdict verdict = new LicenceVerifier(bundle).verify(scannedText, Instant.now());
        String answer =
                verdict.fold(licence -> "VALID", reasons -> "INVALID " + reasons, reasons -> "CANNOT TELL " + reasons);
        // end
        return answer;
    }

    @Test
    void the_three_lines_give_an_answer() {
        World world = new World();
        var network = new Network("regions");
        assertThat(answer(
                        world.bundleFile(network),
                        World.anchors(network),
                        CheckpointStore.inMemory(),
                        "https://example.org/"))
                .startsWith("INVALID [LIC-101 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "../README.md", "../README.zh-CN.md"})
    void each_readme_prints_these_lines(String page) throws IOException {
        String source = Files.readString(
                Path.of("src", "test", "java", "org", "zhaoku", "verifier", "ReadmeExamplesTest.java"));
        String example = source.substring(source.indexOf("// begin") + 8, source.indexOf("// end"));
        String readme = Files.readString(Path.of(page));
        int from = readme.indexOf("```java") + 7;
        // the formatter breaks lines where the page does not
        assertThat(readme.substring(from, readme.indexOf("```", from))).isEqualToIgnoringWhitespace(example);
    }
}
