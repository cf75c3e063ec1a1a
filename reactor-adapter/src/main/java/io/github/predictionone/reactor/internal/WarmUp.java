package io.github.predictionone.reactor.internal;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.predictionone.internal.wire.Requests;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.TrainingId;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;

/**
 * Loads the classes that the first call of a JVM needs, in a thread of its own while the rest of the client is built:
 * Netty's buffers, which initialise the JVM's flight recorder, and the JSON reader. Otherwise the first response would
 * wait for them. The thread ends by itself.
 */
final class WarmUp {

    @GuardedBy("WarmUp.class")
    private static boolean started;

    private WarmUp() {}

    /** Has an effect only the first time. Concurrent callers wait for each other. */
    static synchronized void start() {
        if (!started) {
            started = true;
            // Initialises SLF4J in this thread, because SLF4J warns about messages of other threads during
            // initialisation.
            LoggerFactory.getILoggerFactory();
            Thread thread = new Thread(WarmUp::load, "predictionone-warm-up");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void load() {
        try {
            loadAll();
        } catch (LinkageError e) {
            // The builder refuses such a class path, in the caller's thread.
        }
    }

    private static void loadAll() {
        ByteBufAllocator.DEFAULT.directBuffer().release();
        Requests.trainingStatus(TrainingId.of("none"), StatusClassifier.defaults())
                .decoder()
                .decode("{\"status\":\"none\",\"created_datetime\":null}".getBytes(StandardCharsets.US_ASCII));
    }
}
