package io.github.predictionone.emulator;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.github.predictionone.testsupport.Locks;
import io.github.predictionone.testsupport.Packages;

@AnalyzeClasses(packages = "io.github.predictionone.emulator", importOptions = Packages.MainClasses.class)
class ArchitectureTest {

    private static final String LEARNING = "io.github.predictionone.emulator.learning..";
    private static final String STORAGE = "io.github.predictionone.emulator.storage..";

    @ArchTest
    static final ArchRule oneDirection = Packages.freeOfCycles();

    @ArchTest
    static final ArchRule fieldsNameTheirLocks = Locks.areNamedByTheirFields();

    @ArchTest
    static final ArchRule usersSeeNoLocks = Locks.areNotNamedToUsers();

    @ArchTest
    static final ArchRule learningIsAlone = noClasses()
            .that()
            .resideInAPackage(LEARNING)
            .should()
            .dependOnClassesThat(resideInAPackage("io.github.predictionone..").and(not(resideInAPackage(LEARNING))))
            .because("models must know neither requests nor storage");

    @ArchTest
    static final ArchRule storageIsAlone = noClasses()
            .that()
            .resideInAPackage(STORAGE)
            .should()
            .dependOnClassesThat(resideInAPackage("io.github.predictionone..").and(not(resideInAPackage(STORAGE))))
            .because("the storage must know objects and signatures, not their purpose");

    @ArchTest
    static final ArchRule nothingPointsAtTheRoof = noClasses()
            .that()
            .doNotBelongToAnyOf(PredictionOneEmulator.class)
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(PredictionOneEmulator.class)
            .because("only the emulator puts the parts together");

    @ArchTest
    static final ArchRule nothingIsSharedWithTheClient = noClasses()
            .should()
            .dependOnClassesThat(resideInAPackage("io.github.predictionone..")
                    .and(not(resideInAPackage("io.github.predictionone.emulator.."))))
            .because("the client and the emulator could share a misreading of the service");
}
