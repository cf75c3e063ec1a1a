package io.github.predictionone.testsupport;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Rules for classes that use locks, in every module. */
public final class Locks {

    private static final Path SOURCES = Path.of("src", "main", "java");

    private Locks() {}

    /**
     * Requires a class with a {@code synchronized} method or block to name the lock of each field that may change,
     * since Error Prone checks only fields that name one. {@code @SuppressWarnings("GuardedBy")}, with a reason beside
     * it, exempts a field.
     *
     * <p>The rule reads the sources, because ArchUnit cannot see blocks in bytecode. It does not cover fields of a
     * class that only other classes lock, locks of {@code java.util.concurrent}, or the content of final fields.
     */
    public static ArchRule areNamedByTheirFields() {
        return ArchRuleDefinition.classes()
                .that()
                .areTopLevelClasses()
                .should(new ArchCondition<JavaClass>("name the locks of their fields") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        Path source = SOURCES.resolve(type.getName().replace('.', '/') + ".java");
                        unguarded(source)
                                .forEach(field ->
                                        events.add(SimpleConditionEvent.violated(type, source + ": " + field)));
                    }
                })
                .because("a field without @GuardedBy may be used without its lock");
    }

    /**
     * Forbids the annotation in public classes. Users do not have it, so javac would warn them that it can't find it.
     */
    public static ArchRule areNotNamedToUsers() {
        return ArchRuleDefinition.noMembers()
                .that()
                .areDeclaredInClassesThat()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackage("..internal..")
                .should()
                .beAnnotatedWith(GuardedBy.class)
                .because("users compile against public classes without the library of the annotation");
    }

    /** Returns the fields of a source file that do not name a lock although their class has one. */
    static List<String> unguarded(Path source) {
        List<String> found = new ArrayList<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask) compiler.getTask(null, files, null, null, null, files.getJavaFileObjects(source));
            for (CompilationUnitTree unit : task.parse()) {
                unit.accept(new Scanner(), found);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return found;
    }

    /** Returns whether a part of a source uses a lock. Members and nested classes are parts of their class. */
    private static final class Scanner extends TreeScanner<Boolean, List<String>> {

        @Override
        public Boolean visitClass(ClassTree type, List<String> found) {
            boolean locks = Boolean.TRUE.equals(super.visitClass(type, found));
            if (locks) {
                type.getMembers().stream()
                        .filter(member -> member instanceof VariableTree field && isUnguarded(field.getModifiers()))
                        .forEach(field -> found.add(type.getSimpleName() + "." + ((VariableTree) field).getName()));
            }
            return locks;
        }

        @Override
        public Boolean visitMethod(MethodTree method, List<String> found) {
            return reduce(
                    method.getModifiers().getFlags().contains(Modifier.SYNCHRONIZED), super.visitMethod(method, found));
        }

        @Override
        public Boolean visitSynchronized(SynchronizedTree block, List<String> found) {
            return reduce(true, super.visitSynchronized(block, found));
        }

        @Override
        public Boolean reduce(Boolean one, Boolean other) {
            return Boolean.TRUE.equals(one) || Boolean.TRUE.equals(other);
        }

        /** Searches for the name alone, since it occurs both in the annotation and in the suppression of its check. */
        private static boolean isUnguarded(ModifiersTree modifiers) {
            Set<Modifier> flags = modifiers.getFlags();
            return !flags.contains(Modifier.FINAL)
                    && !flags.contains(Modifier.VOLATILE)
                    && modifiers.getAnnotations().stream()
                            .noneMatch(annotation -> annotation.toString().contains("GuardedBy"));
        }
    }
}
