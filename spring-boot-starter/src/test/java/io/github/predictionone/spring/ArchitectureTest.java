package io.github.predictionone.spring;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.github.predictionone.testsupport.Locks;
import io.github.predictionone.testsupport.Packages;
import io.github.predictionone.testsupport.PublicTypes;

@AnalyzeClasses(packages = "io.github.predictionone.spring", importOptions = Packages.MainClasses.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule roomToGrow = PublicTypes.roomToGrow();

    @ArchTest
    static final ArchRule oneDirection = Packages.freeOfCycles();

    @ArchTest
    static final ArchRule fieldsNameTheirLocks = Locks.areNamedByTheirFields();

    @ArchTest
    static final ArchRule usersSeeNoLocks = Locks.areNotNamedToUsers();
}
