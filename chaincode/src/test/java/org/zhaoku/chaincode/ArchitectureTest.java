package org.zhaoku.chaincode;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import org.zhaoku.chaincode.ledger.LedgerView;

@AnalyzeClasses(packages = "org.zhaoku.chaincode", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule only_the_fabric_package_touches_fabric = noClasses()
            .that(not(resideInAPackage("..fabric..")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.hyperledger..", "io.grpc..", "com.google.protobuf..", "org.zhaoku.chaincode.fabric..")
            .because("the gateway runs the contracts in its embedded ledger without the shim");

    @ArchTest
    static final ArchRule nothing_knows_the_gateway_or_bouncy_castle = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.zhaoku.gateway..", "org.springframework..", "org.bouncycastle..")
            .because("the gateway stands on the contracts, and cryptography is the verifier SDK's");

    @ArchTest
    static final ArchRule contracts_have_no_clock_no_chance_and_no_threads = noClasses()
            .that(not(resideInAPackage("..fabric..")))
            .should()
            .dependOnClassesThat(nameMatching("java\\.(time|util\\.concurrent|security|io|nio\\.file)\\..*"
                    + "|java\\.util\\.(Random|UUID|Date|Calendar|HashMap|HashSet|IdentityHashMap|SplittableRandom)"
                    + "|java\\.lang\\.(Thread|System|Runtime|Process.*)"))
            .because("every endorser must come to the same bytes, at any time and on any machine");

    @ArchTest
    static final ArchRule contracts_have_no_order_by_chance = noClasses()
            .that(not(resideInAPackage("..fabric..")))
            .should()
            .callMethodWhere(
                    target(
                            nameMatching(
                                    "parallelStream|parallel|toSet|toUnmodifiableSet|groupingBy|toMap|toUnmodifiableMap|identityHashCode")))
            .orShould()
            .callMethodWhere(
                    target(owner(belongToAnyOf(Set.class, Map.class))).and(target(nameMatching("of|copyOf|ofEntries"))))
            .because("their order differs from one JVM to the next");

    @ArchTest
    static final ArchRule only_queries_scan = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Queries")
            .should()
            .callMethodWhere(target(nameMatching("scan")).and(target(owner(assignableTo(LedgerView.class)))))
            .because("Fabric refuses a transaction whose range another has touched");

    @ArchTest
    static final ArchRule nobody_asks_for_a_transactions_timestamp = noClasses()
            .should()
            .callMethodWhere(target(nameMatching("getTxTimestamp")))
            .because("whoever submits chooses it, so it is never evidence: the ledger's order is");

    @ArchTest
    static final ArchRule only_the_regions_rules_restrict_keys = noClasses()
            .that()
            .doNotHaveSimpleName("Regions")
            .should()
            .callMethodWhere(target(nameMatching("restrict")).and(target(owner(assignableTo(LedgerView.class)))))
            .because("an entry's owner and the others are worked out in one place");

    @ArchTest
    static final ArchRule nobody_prints = noClasses()
            .should()
            .accessField(System.class, "out")
            .because("what runs in a service is logged, and only where it happened, never what was submitted");

    @ArchTest
    static final ArchRule features_have_no_cycles =
            slices().matching("org.zhaoku.chaincode.(*)..").should().beFreeOfCycles();
}
