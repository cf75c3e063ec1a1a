package io.github.predictionone.testsupport;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Finds factories and with… methods that accept null, or that refuse it without naming the argument. */
public final class NullArguments {

    private static final Map<Class<?>, Object> PRIMITIVES =
            Map.of(int.class, 1, long.class, 1L, double.class, 1.0, boolean.class, true);

    private final List<Object> samples;

    /** Takes one value of each class that is checked, or that is the type of an argument. */
    public NullArguments(Object... samples) {
        this.samples = List.of(samples);
    }

    /** Returns the calls that do not refuse null as required, with their outcome. */
    public List<String> misused(Class<?> type) throws IllegalAccessException {
        List<String> found = new ArrayList<>();
        for (Method method : type.getDeclaredMethods()) {
            boolean factory = Modifier.isStatic(method.getModifiers());
            if (!Modifier.isPublic(method.getModifiers())
                    || method.isSynthetic()
                    || !(factory || method.getName().matches("with\\p{Upper}.*"))) {
                continue;
            }
            for (int i = 0; i < method.getParameterCount(); i++) {
                Parameter parameter = method.getParameters()[i];
                if (!parameter.getType().isPrimitive() && !isNullable(parameter)) {
                    String outcome = outcome(method, factory ? null : sample(type), i);
                    if (!outcome.equals(parameter.getName()) && !outcome.equals(property(method))) {
                        found.add(type.getSimpleName() + "." + method.getName() + "(" + parameter.getName() + "): "
                                + outcome);
                    }
                }
            }
        }
        return found;
    }

    private static boolean isNullable(Parameter parameter) {
        return Arrays.stream(parameter.getAnnotatedType().getAnnotations())
                .anyMatch(annotation ->
                        annotation.annotationType().getSimpleName().equals("Nullable"));
    }

    private static String property(Method method) {
        String name = method.getName().replaceFirst("with", "");
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    private String outcome(Method method, Object target, int nullAt) throws IllegalAccessException {
        Object[] arguments =
                Stream.of(method.getParameterTypes()).map(this::sample).toArray();
        arguments[nullAt] = null;
        try {
            method.invoke(target, arguments);
            return "accepted";
        } catch (InvocationTargetException e) {
            return e.getCause() instanceof NullPointerException
                    ? String.valueOf(e.getCause().getMessage())
                    : e.getCause().toString();
        }
    }

    private Object sample(Class<?> type) {
        Object primitive = PRIMITIVES.get(type);
        return primitive != null
                ? primitive
                : samples.stream().filter(type::isInstance).findFirst().orElseThrow(() -> new AssertionError(type));
    }
}
