package io.github.predictionone.reactor.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/**
 * Refuses a class path on which a client can't work, and names the missing entry. The JVM itself would name only a
 * class, and would do so later, in a thread whose errors do not reach the caller.
 */
final class ClassPath {

    /** The artifact that provides the classes whose names have a prefix. */
    private record Entry(String prefix, String needed) {}

    /** The first entry that matches applies, so narrow prefixes come before wide ones. */
    private static final List<Entry> ENTRIES = List.of(
            new Entry(
                    "com.fasterxml.jackson.annotation.",
                    "com.fasterxml.jackson.core:jackson-annotations 2.21 or newer, which Jackson 3.1 uses: "
                            + "use Spring Boot 3.5.13 or newer, or manage jackson-annotations 2.21"),
            new Entry("tools.jackson.core.", "tools.jackson.core:jackson-core 3.0 or newer"),
            new Entry("tools.jackson.", "tools.jackson.core:jackson-databind 3.0 or newer"),
            new Entry(
                    "io.netty.handler.codec.quic.",
                    "io.netty:netty-codec-classes-quic, which Reactor Netty 1.3 uses for TLS: "
                            + "exclude only io.netty:netty-codec-native-quic"),
            new Entry(
                    "io.netty.channel.unix.",
                    "io.netty:netty-transport-native-unix-common, which Reactor Netty uses for each connection"),
            new Entry(
                    "io.netty.",
                    "all jars of Netty (io.netty) that Reactor Netty requires, in one version: 4.2 for Reactor Netty "
                            + "1.3, 4.1 for Reactor Netty 1.2. Let Spring Boot manage them all"),
            new Entry(
                    "reactor.netty.",
                    "io.projectreactor.netty:reactor-netty-http 1.2 or newer: use Spring Boot 3.4 or newer"),
            new Entry("reactor.", "io.projectreactor:reactor-core 3.7 or newer: use Spring Boot 3.4 or newer"),
            new Entry(
                    "io.github.resilience4j.",
                    "io.github.resilience4j 2.4 or newer: if another BOM, such as Spring Cloud's, manages an older "
                            + "one, import io.github.resilience4j:resilience4j-bom 2.4.0 before it"));

    /** Reactor Netty loads this class only with the first connection. */
    private static final String LOADED_LATER = "io.netty.channel.unix.DomainSocketAddress";

    private static final Pattern NAME = Pattern.compile("(?<![a-z0-9_])(?:[a-z0-9_]++[./]){2,20}+[A-Za-z0-9_$]++");

    private static final int MAX_MESSAGE_LENGTH = 10_000;

    private ClassPath() {}

    /**
     * Builds a client, and loads the classes that its threads would otherwise load later.
     *
     * @throws IllegalStateException if a class is missing, or differs from the one that the client was compiled against
     */
    static <T> T linked(Supplier<T> client) {
        try {
            // Loads all annotations that Jackson knows.
            new JacksonAnnotationIntrospector();
            Class.forName(LOADED_LATER, false, ClassPath.class.getClassLoader());
            return client.get();
        } catch (LinkageError | ClassNotFoundException e) {
            throw new IllegalStateException(refusal(e), e);
        }
    }

    /**
     * Begins with the innermost cause: the outer ones name classes that could not be initialised because another is
     * missing.
     */
    private static String refusal(Throwable error) {
        Deque<Throwable> causes = new ArrayDeque<>();
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            causes.push(cause);
        }
        return causes.stream()
                .map(cause -> refusal(String.valueOf(cause.getMessage())))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("Cannot build the client: the class path has incompatible libraries (" + error + ").");
    }

    /** Finds a name in a message of the JVM, which writes names with dots or slashes, within other text. */
    private static @Nullable String refusal(String message) {
        String beginning = message.substring(0, Math.min(message.length(), MAX_MESSAGE_LENGTH));
        for (Matcher name = NAME.matcher(beginning); name.find(); ) {
            String missing = name.group().replace('/', '.');
            for (Entry entry : ENTRIES) {
                if (missing.startsWith(entry.prefix())) {
                    return "Cannot build the client: the class path lacks " + missing
                            + ", or has an unexpected version of it. It needs " + entry.needed() + ".";
                }
            }
        }
        return null;
    }
}
