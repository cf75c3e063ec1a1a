package io.github.predictionone.testsupport;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SliceRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** Rules for the packages of every module. */
public final class Packages {

    private Packages() {}

    /** Requires that no package depends on itself through other packages. */
    public static SliceRule freeOfCycles() {
        return SlicesRuleDefinition.slices()
                .assignedFrom(new ByPackage())
                .should()
                .beFreeOfCycles()
                .because("packages depend on each other in one direction; in a cycle, the edge with the fewest"
                        + " dependencies is usually the wrong one");
    }

    private static final class ByPackage implements SliceAssignment {

        @Override
        public String getDescription() {
            return "packages";
        }

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }
    }

    /** Includes the classes of modules, without those of tests. */
    public static final class MainClasses implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/") && !location.contains("test-support");
        }
    }
}
