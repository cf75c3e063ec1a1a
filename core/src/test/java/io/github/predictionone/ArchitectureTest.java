package io.github.predictionone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.github.predictionone.testsupport.Locks;
import io.github.predictionone.testsupport.Packages;
import io.github.predictionone.testsupport.PublicTypes;

@AnalyzeClasses(packages = "io.github.predictionone", importOptions = Packages.MainClasses.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule roomToGrow = PublicTypes.roomToGrow();

    @ArchTest
    static final ArchRule oneDirection = Packages.freeOfCycles();

    @ArchTest
    static final ArchRule fieldsNameTheirLocks = Locks.areNamedByTheirFields();

    @ArchTest
    static final ArchRule usersSeeNoLocks = Locks.areNotNamedToUsers();

    @ArchTest
    static final ArchRule onlyWordsAndDecisions = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.github.predictionone..",
                    "java..",
                    "org.jspecify..",
                    "com.fasterxml.jackson.annotation..",
                    "tools.jackson..",
                    "de.siegmar.fastcsv..")
            .because("core must not depend on Reactor, a network or a framework");

    @ArchTest
    static final ArchRule noNetwork = noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.net\\.(Socket|ServerSocket|URL|URLConnection|http\\..*)")
            .because("core may use files, but no network");

    @ArchTest
    static final ArchRule noClock = noClasses()
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .because("core must get the time from its callers, not from a clock");

    @ArchTest
    static final ArchRule policiesArePure = classes()
            .that()
            .resideInAPackage("..policy..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.github.predictionone", "io.github.predictionone.policy", "java..", "org.jspecify..")
            .because("a policy must decide by values alone");
}
