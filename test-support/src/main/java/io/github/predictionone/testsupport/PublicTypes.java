package io.github.predictionone.testsupport;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

/** Rules for the types that users see. */
public final class PublicTypes {

    private PublicTypes() {}

    /**
     * Requires that a later version can add a part to a value that callers build, and that callers still compile and
     * link. A status may be a record: the service builds it, and only tests change one.
     */
    public static ArchRule roomToGrow() {
        return ArchRuleDefinition.classes()
                .that(areBuiltByCallers())
                .should(leaveRoomToGrow())
                .because("a new component changes the constructor and the patterns of a record");
    }

    private static DescribedPredicate<JavaClass> areBuiltByCallers() {
        return DescribedPredicate.describe(
                "are public outside internal packages, have a public with… method and are not a status",
                type -> isPublic(type)
                        && !type.isInterface()
                        && !type.isAssignableTo("io.github.predictionone.WatchStatus")
                        && !(type.getPackageName() + ".").contains(".internal.")
                        && type.getMethods().stream()
                                .anyMatch(method -> method.getName().matches("with\\p{Upper}.*")
                                        && method.getModifiers().contains(JavaModifier.PUBLIC)
                                        && !method.getModifiers().contains(JavaModifier.STATIC)));
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(PublicTypes::isPublic).orElse(true);
    }

    private static ArchCondition<JavaClass> leaveRoomToGrow() {
        return new ArchCondition<>("be final, not a record, and without a public constructor") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.getModifiers().contains(JavaModifier.FINAL)) {
                    events.add(violated(type, type.getName() + " is not final"));
                }
                if (type.isRecord()) {
                    events.add(violated(type, type.getName() + " is a record"));
                }
                type.getConstructors().stream()
                        .filter(constructor -> constructor.getModifiers().contains(JavaModifier.PUBLIC))
                        .forEach(constructor -> events.add(violated(type, constructor.getFullName() + " is public")));
            }
        };
    }
}
