package org.zhaoku.verifier.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.conformance.ConformanceRunner.Failure;
import org.zhaoku.verifier.testing.Vectors;

class ConformanceTest {
    private static final List<String> CASES = Vectors.lines("conformance/cases.jsonl");

    @Test
    void this_sdk_answers_every_case_as_expected() {
        assertThat(ConformanceRunner.run(CASES, ConformanceRunner::sdk)).isEmpty();
        assertThat(CASES).hasSizeGreaterThan(300);
    }

    @Test
    void an_implementation_that_forgets_checkpoints_is_found_out_by_the_cases_about_it() {
        List<String> about = CASES.stream()
                .map(CaseFile.Line::of)
                .filter(line -> line.expected().codes().contains("ROLLBACK")
                        || line.expected().codes().contains("SPLIT_VIEW"))
                .map(CaseFile.Line::id)
                .toList();
        assertThat(ConformanceRunner.run(CASES, ConformanceRunner::forgetful))
                .extracting(Failure::id)
                .isEqualTo(about);
        assertThat(about).hasSizeGreaterThan(4);
    }

    @Test
    void an_implementation_that_does_not_answer_has_failed_every_case() {
        List<String> two = CASES.subList(0, 2);
        assertThat(ConformanceRunner.run(two, question -> {
                    throw new IOException("gone");
                }))
                .extracting(Failure::got)
                .containsExactly("no answer: gone", "no answer: gone");
    }

    @Test
    void a_command_is_asked_line_by_line() throws IOException {
        var command = ConformanceRunner.Command.start(
                "while read -r line; do echo '{\"outcome\":\"VALID\",\"codes\":[\"LIC-100\"]}'; done");
        assertThat(ConformanceRunner.run(CASES.subList(0, 3), command))
                .extracting(Failure::got)
                .containsExactly("VALID LIC-100", "VALID LIC-100", "VALID LIC-100");
        command.process().destroy();
        var silent = ConformanceRunner.Command.start("true");
        assertThat(ConformanceRunner.run(CASES.subList(0, 1), silent))
                .extracting(Failure::got)
                .allMatch(got -> got.startsWith("no answer"));
    }

    @Test
    void the_file_has_the_cases_of_the_code() {
        assertThat(CASES.stream().map(CaseFile.Line::of).map(CaseFile.Line::id))
                .isEqualTo(Cases.all().stream().map(Case::id).toList());
    }
}
