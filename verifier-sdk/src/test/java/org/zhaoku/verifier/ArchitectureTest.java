package org.zhaoku.verifier;

import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.conditions.ArchConditions.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    /** Those that do not exist yet are named, too, so that they are bound from their first class on. */
    private static final String[] CORE = Stream.of(
                    "bytes",
                    "cbor",
                    "sm",
                    "cose",
                    "merkle",
                    "statement",
                    "anchor",
                    "code",
                    "identifier",
                    "status",
                    "log",
                    "presentation",
                    "answer",
                    "names",
                    "trust")
            .map(name -> "org.zhaoku.verifier." + name + "..")
            .toArray(String[]::new);

    /** A program of its own, which nobody calls from code: it alone meets files and the clock. */
    private static final String COMMAND_LINE = "org.zhaoku.verifier.cli";

    private static final String STOPWATCH = "org.zhaoku.verifier.qr.TimeBudget";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.zhaoku.verifier");

    @Test
    void no_framework_ledger_or_database() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..",
                        "org.hyperledger..",
                        "com.mongodb..",
                        "org.bson..",
                        "reactor..",
                        "io.netty..",
                        "com.fasterxml..",
                        "org.slf4j..")
                .because("a third party adds this library to any application and must meet no clash")
                .check(CLASSES);
    }

    @Test
    void no_other_module_of_the_project() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.zhaoku.chaincode..", "org.zhaoku.gateway..")
                .because("the verifier depends on no other module, ever")
                .check(CLASSES);
    }

    @Test
    void bouncy_castle_only_in_pki_and_for_a_second_opinion() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.zhaoku.verifier.pki")
                .and()
                .haveNameNotMatching("org\\.zhaoku\\.verifier\\.sm\\.SecondOpinion(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bouncycastle..")
                .because("the two places that touch the library can be checked, and replaced, alone")
                .check(CLASSES);
    }

    @Test
    void the_core_can_be_compiled_for_a_browser() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .or()
                .resideInAPackage("org.zhaoku.verifier")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.lang.reflect..",
                        "java.lang.invoke..",
                        "java.nio.channels..",
                        "java.nio.file..",
                        "java.net..",
                        "javax..",
                        "java.awt..",
                        "com.google.zxing..",
                        "org.zhaoku.verifier.pki..",
                        "org.zhaoku.verifier.qr..",
                        "org.zhaoku.verifier.cli..")
                .because(
                        "what decides is one code for server and browser, and a compiler to JavaScript has none of these")
                .check(CLASSES);
    }

    @Test
    void the_upper_half_of_a_product_comes_from_one_place() {
        noClasses()
                .that()
                .haveNameNotMatching("org\\.zhaoku\\.verifier\\.sm\\.WideProduct")
                .should()
                .callMethod(Math.class, "multiplyHigh", long.class, long.class)
                .because("a platform without that instruction replaces one small class")
                .check(CLASSES);
    }

    @Test
    void no_type_of_another_library_in_a_public_signature() {
        for (JavaClass type : CLASSES) {
            if (!type.getModifiers().contains(JavaModifier.PUBLIC)) {
                continue;
            }
            Stream.concat(
                            Stream.of(type.getRawSuperclass().stream(), type.getRawInterfaces().stream())
                                    .flatMap(types -> types),
                            type.getMembers().stream()
                                    .filter(ArchitectureTest::visible)
                                    .flatMap(member -> member.getAllInvolvedRawTypes().stream()))
                    .forEach(named -> assertThat(named.getPackageName())
                            .as(
                                    "the library is inside the jar under another name, where callers do not see it: %s",
                                    type)
                            .doesNotStartWith("org.bouncycastle")
                            .doesNotStartWith("com.google.zxing")
                            .doesNotStartWith("com.grack")
                            .doesNotStartWith("picocli"));
        }
    }

    private static boolean visible(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    @Test
    void every_package_but_the_command_line_is_exported_by_the_module() throws IOException {
        try (InputStream descriptor = Files.newInputStream(Path.of("target/module/module-info.class"))) {
            assertThat(ModuleDescriptor.read(descriptor).exports().stream().map(ModuleDescriptor.Exports::source))
                    .as("src/main/module/module-info.java; what is not for others is package-private")
                    .containsExactlyInAnyOrderElementsOf(CLASSES.stream()
                            .map(JavaClass::getPackageName)
                            .filter(name -> !name.equals(COMMAND_LINE))
                            .collect(Collectors.toSet()));
        }
    }

    @Test
    void the_command_line_is_closed_and_only_it_needs_its_libraries() {
        classes()
                .that()
                .resideInAPackage(COMMAND_LINE)
                .and()
                .areTopLevelClasses()
                .should()
                .notBePublic()
                .because("it is a program, and its classes may change without notice")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage(COMMAND_LINE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(COMMAND_LINE, "picocli..", "com.grack..")
                .because("an application that embeds the SDK never loads them")
                .check(CLASSES);
    }

    @Test
    void images_only_in_qr() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.zhaoku.verifier.qr")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.awt..", "javax.imageio..", "javax.swing..", "com.google.zxing..")
                .because("a verifier of texts runs without java.desktop, in a browser too")
                .check(CLASSES);
    }

    @Test
    void no_clock() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(STOPWATCH)
                .and()
                .resideOutsideOfPackage(COMMAND_LINE)
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .because("the caller says what time it is; a verdict can be had again for any moment."
                        + " The command line is such a caller")
                .check(CLASSES);
    }

    @Test
    void the_stopwatch_of_image_reading_knows_no_time_of_day() {
        classes()
                .that()
                .haveFullyQualifiedName(STOPWATCH)
                .should()
                .notBePublic()
                .andShould()
                .onlyDependOnClassesThat()
                .haveNameMatching("org\\.zhaoku\\.verifier\\.qr\\.TimeBudget"
                        + "|java\\.lang\\..*|java\\.time\\.Duration|java\\.util\\.function\\.LongSupplier")
                .andShould(not(callMethod(System.class, "currentTimeMillis")))
                .because("a stranger's picture must not take long, and how long it took is in no verdict")
                .check(CLASSES);
    }

    @Test
    void no_file_and_no_network() {
        noClasses()
                .that()
                .resideOutsideOfPackage(COMMAND_LINE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.net..", "java.nio.channels..", "javax.net..", "java.sql..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.io\\.(File.*|RandomAccessFile)")
                .because("what a verdict rests on is handed in; the command line is what hands it in")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(COMMAND_LINE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "javax.net..", "java.sql..")
                .because("a verdict is had without a network")
                .check(CLASSES);
    }

    @Test
    void no_security_provider() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.security\\.(Security|Provider|Signature|MessageDigest|KeyFactory)")
                .because("an application's providers must neither change a verdict nor be changed")
                .check(CLASSES);
    }

    @Test
    void no_cycles_between_packages() {
        slices().matching("org.zhaoku.(**)")
                .should()
                .beFreeOfCycles()
                .because("each package can be read with only those below it in mind")
                .check(CLASSES);
    }
}
