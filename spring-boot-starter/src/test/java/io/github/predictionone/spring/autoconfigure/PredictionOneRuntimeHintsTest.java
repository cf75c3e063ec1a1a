package io.github.predictionone.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JacksonAnnotation;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.predictionone.retraining.RetrainingEvent;
import io.github.predictionone.training.StatusEvent;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.util.ClassUtils;

class PredictionOneRuntimeHintsTest {

    private final RuntimeHints hints = new RuntimeHints();

    PredictionOneRuntimeHintsTest() {
        // Load the hints in the way Spring Boot does.
        SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
                .load(RuntimeHintsRegistrar.class)
                .stream()
                .filter(PredictionOneRuntimeHints.class::isInstance)
                .forEach(registrar -> registrar.registerHints(hints, getClass().getClassLoader()));
    }

    /** Returns every class of core with a Jackson annotation on the class or on one of its members. */
    private static List<Class<?>> classesForJackson() throws IOException {
        PathMatchingResourcePatternResolver resources = new PathMatchingResourcePatternResolver();
        List<Class<?>> classes = new ArrayList<>();
        for (Resource file : resources.getResources("classpath*:io/github/predictionone/**/*.class")) {
            String path = file.getURL().getPath();
            if (path.contains("/core/") || path.contains("predictionone-core")) {
                String name = path.substring(path.lastIndexOf("io/github/predictionone/"), path.length() - 6);
                Class<?> type = ClassUtils.resolveClassName(name.replace('/', '.'), null);
                if (isForJackson(type)) {
                    classes.add(type);
                }
            }
        }
        return classes;
    }

    private static boolean isForJackson(Class<?> type) {
        return Stream.concat(
                        Stream.<AnnotatedElement>of(type),
                        Stream.concat(Arrays.stream(type.getDeclaredFields()), Arrays.stream(type.getMethods())))
                .flatMap(element -> Arrays.stream(element.getAnnotations()))
                .anyMatch(annotation -> annotation.annotationType().isAnnotationPresent(JacksonAnnotation.class));
    }

    @Test
    void jacksonCanReadAndWriteEveryRecord() throws IOException {
        assertThat(classesForJackson().stream().filter(Class::isRecord))
                .hasSizeGreaterThan(12)
                .contains(StatusEvent.class.getPermittedSubclasses())
                .contains(RetrainingEvent.class.getPermittedSubclasses())
                .allSatisfy(record -> assertThat(hints)
                        .matches(RuntimeHintsPredicates.reflection()
                                .onType(record)
                                .withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)))
                .allSatisfy(record -> assertThat(record.getRecordComponents())
                        .allSatisfy(component -> assertThat(hints)
                                .matches(RuntimeHintsPredicates.reflection()
                                        .onMethodInvocation(component.getAccessor()))));
    }

    @Test
    void jacksonCanReadAndWriteWhatCallersBuild() throws IOException {
        assertThat(classesForJackson().stream().filter(PredictionOneRuntimeHintsTest::isBuilt))
                .hasSize(8)
                .allSatisfy(type -> assertThat(hints)
                        .matches(RuntimeHintsPredicates.reflection()
                                .onType(type)
                                .withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS))
                        .matches(RuntimeHintsPredicates.reflection().onFieldAccess(type, "values")))
                .flatMap(type -> List.of(type.getDeclaredClasses()))
                .filteredOn(Class::isRecord)
                .hasSize(8)
                .allSatisfy(values -> assertThat(hints)
                        .matches(RuntimeHintsPredicates.reflection()
                                .onType(values)
                                .withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)))
                .flatMap(values -> List.of(values.getRecordComponents()))
                .allSatisfy(component -> assertThat(hints)
                        .matches(RuntimeHintsPredicates.reflection().onMethodInvocation(component.getAccessor())));
    }

    private static boolean isBuilt(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields())
                .anyMatch(field -> field.isAnnotationPresent(JsonValue.class)
                        && field.getName().equals("values"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text.FileNameSerializer", "wire.KnownConfig$Reader", "wire.MetadataWire$Text$Reader"})
    void whatIsNamedInAnAnnotationCanBeMade(String name) throws ReflectiveOperationException {
        Class<?> serializer = Class.forName("io.github.predictionone.internal." + name);
        assertThat(hints)
                .matches(RuntimeHintsPredicates.reflection()
                        .onConstructorInvocation(serializer.getDeclaredConstructor()));
    }

    @Test
    void theVersionGoesIntoTheImage() {
        assertThat(hints)
                .matches(RuntimeHintsPredicates.resource()
                        .forResource("io/github/predictionone/reactor/internal/netty/version.properties"));
    }
}
