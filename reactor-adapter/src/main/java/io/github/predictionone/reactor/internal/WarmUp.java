package io.github.predictionone.reactor.internal;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.predictionone.internal.wire.Requests;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.TrainingId;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;

/**
 * Loads what the first call of a JVM needs while the rest of the client is made, in a thread that ends by itself: Netty's
 * buffers, which wake the JVM's flight recorder, and the reader of JSON. Otherwise the first answer would wait for them.
 */
final class WarmUp {

    @GuardedBy("WarmUp.class")
    private static boolean started;

    private WarmUp() {}

    /** Only the first time. Callers at the same time wait for each other. */
    static synchronized void start() {
        if (!started) {
            started = true;
            // SLF4J is set up by this thread: it warns of all that others log meanwhile.
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
