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
            .because("core has no Reactor, no network and no framework");

    @ArchTest
    static final ArchRule noNetwork = noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.net\\.(Socket|ServerSocket|URL|URLConnection|http\\..*)")
            .because("core has files but no network");

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
            .because("time is given to core, never taken by it");

    @ArchTest
    static final ArchRule policiesArePure = classes()
            .that()
            .resideInAPackage("..policy..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.github.predictionone", "io.github.predictionone.policy", "java..", "org.jspecify..")
            .because("a policy takes values and gives a verdict");
}
