package org.zhaoku.verifier.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.Check;
import org.zhaoku.verifier.CheckCode;
import org.zhaoku.verifier.testing.Vectors;

class AttackTest {
    static final Set<String> PASSED = Arrays.stream(CheckCode.values())
            .filter(code -> code.result() == Check.Result.PASSED)
            .map(CheckCode::code)
            .collect(Collectors.toSet());

    @BeforeAll
    static void write_the_files_when_asked_to() throws IOException {
        if (Boolean.getBoolean("vectors.write")) {
            Files.writeString(Path.of("..", "docs", "attacks.md"), AttackPage.page());
            Files.createDirectories(Path.of("src/test/resources/vectors/conformance"));
            Files.write(Path.of("src/test/resources/vectors/conformance/cases.jsonl"), CaseFile.lines());
        }
    }

    @Test
    void every_case_has_its_answer() {
        List<String> wrong = new ArrayList<>();
        for (Case each : Cases.all()) {
            String told = Sdk.answer(each).told(PASSED);
            if (!told.equals(each.expected())) {
                wrong.add(each.group() + " " + each.id() + ": expected " + each.expected() + ", got " + told);
            }
        }
        OtherAttacks.all().forEach(each -> {
            String result = OtherAttacks.result(each);
            if (!result.equals(each.expected())) {
                wrong.add(each.id() + ": expected " + each.expected() + ", got " + result);
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void every_case_has_a_name_of_its_own() {
        assertThat(Cases.all()).extracting(Case::id).doesNotHaveDuplicates();
        assertThat(AttackPage.attacks()).hasSizeGreaterThan(200);
    }

    @Test
    void the_page_says_what_the_code_says_of_every_attack() {
        String page = AttackPage.page();
        assertThat(Vectors.document("attacks.md")).isEqualTo(page);
        for (Case each : AttackPage.attacks()) {
            assertThat(page).contains("| " + each.id() + " | " + each.what() + " | " + each.expected() + " |");
        }
    }
}
