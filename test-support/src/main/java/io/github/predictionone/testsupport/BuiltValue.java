package io.github.predictionone.testsupport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks the contract of a type whose values callers build. */
public final class BuiltValue<T> {

    private final Supplier<T> sample;
    private final Map<String, UnaryOperator<T>> changes = new LinkedHashMap<>();
    private final Set<String> elsewhere = new HashSet<>();

    private BuiltValue(Supplier<T> sample) {
        this.sample = sample;
    }

    /** Checks the type of this sample; the supplier makes a new value on each call. */
    public static <T> BuiltValue<T> of(Supplier<T> sample) {
        return new BuiltValue<>(sample);
    }

    /** Adds one of the type's public with… methods, with a call that changes the sample. */
    public BuiltValue<T> with(String method, UnaryOperator<T> change) {
        changes.put(method, change);
        return this;
    }

    /** Excludes public with… methods tested elsewhere: the sample refuses them, or they change several parts. */
    public BuiltValue<T> testedElsewhere(String... methods) {
        elsewhere.addAll(List.of(methods));
        return this;
    }

    /**
     * Checks that equality and text depend on values, and that a change affects neither earlier changes nor the
     * original.
     */
    public void check(String... secrets) {
        T value = sample.get();
        checkRoomToGrow(value.getClass());
        Set<String> tested = new HashSet<>(changes.keySet());
        tested.addAll(elsewhere);
        assertEquals(namesOfWithers(value.getClass()), tested, "the with… methods");
        assertEquals(value, sample.get());
        assertEquals(value.hashCode(), sample.get().hashCode());
        assertNotEquals(value, new Object());
        assertNotEquals(value, null);
        checkText(value, secrets);
        changes.forEach((method, change) -> {
            T changed = change.apply(value);
            assertNotEquals(value, changed, method);
            assertEquals(changed, change.apply(sample.get()), method);
            assertEquals(changed.hashCode(), change.apply(sample.get()).hashCode(), method);
            assertEquals(value, sample.get(), method + " must not change the original");
            checkText(changed, secrets);
            checkOrder(method, change, changed);
        });
    }

    /** Repeats the checks of {@link PublicTypes#roomToGrow()}, which cannot recognize types without a with… method. */
    private static void checkRoomToGrow(Class<?> type) {
        assertTrue(Modifier.isFinal(type.getModifiers()), type + " must be final");
        assertFalse(type.isRecord(), type + " must not be a record");
        assertEquals(0, type.getConstructors().length, type + " must not have a public constructor");
    }

    private void checkOrder(String method, UnaryOperator<T> change, T changed) {
        changes.forEach((next, another) -> {
            T both = another.apply(changed);
            assertEquals(change.apply(another.apply(sample.get())), both, method + " and " + next + " in any order");
            assertEquals(next.equals(method), both.equals(changed), next + " after " + method);
        });
    }

    private static void checkText(Object value, String... secrets) {
        String text = value.toString();
        assertTrue(text.startsWith(value.getClass().getSimpleName() + "["), text);
        for (String secret : secrets) {
            assertFalse(text.contains(secret), text);
        }
    }

    private static Set<String> namesOfWithers(Class<?> type) {
        return Stream.of(type.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .map(Method::getName)
                .filter(name -> name.matches("with\\p{Upper}.*"))
                .collect(Collectors.toSet());
    }

    @Override
    public String toString() {
        return sample.get().getClass().getSimpleName();
    }
}
