package io.github.predictionone.reactor.internal;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.predictionone.emulator.PredictionOneEmulator;
import io.github.predictionone.reactor.PartialClassPath;
import io.github.predictionone.reactor.PredictionOneClient;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassPathTest {

    /** Makes a client. */
    public static final class MakesClient implements Runnable {
        @Override
        public void run() {
            PredictionOneClient.builder()
                    .baseUrl(URI.create("https://localhost:1"))
                    .apiKey("k3y")
                    .build()
                    .close();
        }
    }

    /** Starts an emulator. */
    public static final class StartsEmulator implements Runnable {
        @Override
        public void run() {
            PredictionOneEmulator.builder().start().close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "com.fasterxml.jackson.annotation.JsonSerializeAs, com.fasterxml.jackson.core:jackson-annotations 2.21",
        "io.netty.channel.MultiThreadIoEventLoopGroup, Netty 4.2 (io.netty) for Reactor Netty 1.3",
        "io.netty.handler.codec.quic.Quic, io.netty:netty-codec-classes-quic",
        "reactor.netty.tcp.SslProvider$GenericSslContextSpec, io.projectreactor.netty:reactor-netty-http 1.2",
        "tools.jackson.databind.introspect.JacksonAnnotationIntrospector, tools.jackson.core:jackson-databind 3.0"
    })
    @DisplayName(
            "a class path that does not fit is refused when the client is built, by a sentence that names the entry")
    void refused(String missing, String entry) throws Exception {
        assumeTrue(isHere(missing), "not a class of these versions");
        try (PartialClassPath classPath = without(missing)) {
            Runnable program = classPath.instance(MakesClient.class, Runnable.class);
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatIllegalStateException()
                        .isThrownBy(program::run)
                        .withMessageContainingAll("Cannot build the client: the class path lacks " + missing, entry)
                        .withCauseInstanceOf(LinkageError.class);
            }
        }
    }

    private static PartialClassPath without(String missing) throws IOException {
        // Context propagation looks for its parts in the thread's class loader, and would find those of the other class
        // path.
        return new PartialClassPath(jar -> jar.startsWith("context-propagation"), missing::equals);
    }

    private static boolean isHere(String name) {
        try {
            Class.forName(name, false, ClassPathTest.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @Test
    @DisplayName("an emulator refuses annotations that are too old for Jackson, too")
    void emulator() throws Exception {
        try (PartialClassPath classPath = without("com.fasterxml.jackson.annotation.JsonSerializeAs")) {
            Runnable program = classPath.instance(StartsEmulator.class, Runnable.class);
            assertThatIllegalStateException()
                    .isThrownBy(program::run)
                    .withMessageContaining("jackson-annotations 2.21");
        }
    }
}
