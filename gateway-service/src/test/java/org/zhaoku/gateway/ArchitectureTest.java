package org.zhaoku.gateway;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.web.bind.annotation.RestController;

@AnalyzeClasses(packages = "org.zhaoku.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule FEATURES_FORM_NO_CYCLE = slices().matching("org.zhaoku.gateway.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a feature must be readable without all the others");

    @ArchTest
    static final ArchRule ONLY_ITS_ADAPTER_KNOWS_FABRIC = noClasses()
            .that()
            .resideOutsideOfPackage("org.zhaoku.gateway.ledger.fabric..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.hyperledger..", "io.grpc..")
            .because("the gateway knows the ledger by its port, and runs without Fabric");

    @ArchTest
    static final ArchRule ONLY_REPOSITORIES_KNOW_MONGODB = noClasses()
            .that()
            .resideOutsideOfPackage("org.zhaoku.gateway.store..")
            .and()
            .haveSimpleNameNotStartingWith("Mongo")
            .and()
            .haveSimpleNameNotEndingWith("Documents")
            .and()
            .haveSimpleNameNotContaining("PersonalData")
            .should(dependOnClassesThat(resideInAPackage("com.mongodb..").or(resideInAPackage("de.bwaldvogel.."))))
            .because("the database is replaced in one place");

    @ArchTest
    static final ArchRule CONTROLLERS_ARE_HIDDEN = classes()
            .that()
            .areAnnotatedWith(RestController.class)
            .should()
            .bePackagePrivate()
            .because("features call each other's services, never each other's HTTP side");

    @ArchTest
    static final ArchRule NO_SERVLETS = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.servlet..", "org.springframework.web.servlet..")
            .because("the gateway is reactive to the end");

    @ArchTest
    static final ArchRule NO_MESSAGE_OF_AN_EXCEPTION_IS_LOGGED_BY_THE_WEB_SIDE = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.zhaoku.gateway.issue..",
                    "org.zhaoku.gateway.life..",
                    "org.zhaoku.gateway.verify..",
                    "org.zhaoku.gateway.licence..")
            .should()
            .callMethod(Throwable.class, "printStackTrace")
            .orShould()
            .callMethod(Throwable.class, "getMessage")
            .because("a message may hold what a caller sent, and that may be personal");
}
