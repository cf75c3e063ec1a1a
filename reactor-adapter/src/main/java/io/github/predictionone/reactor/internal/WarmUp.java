package io.github.predictionone.reactor.internal;

import io.github.predictionone.internal.Requests;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.TrainingId;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Loads what the first call of a JVM needs while the rest of the client is made, in a thread that ends by itself: Netty's
 * buffers, which wake the JVM's flight recorder, and the reader of JSON. Otherwise the first answer would wait for them.
 */
final class WarmUp {

    private static final AtomicBoolean STARTED = new AtomicBoolean();

    private WarmUp() {}

    /** Only the first time. */
    static void start() {
        if (STARTED.compareAndSet(false, true)) {
            Thread thread = new Thread(WarmUp::load, "predictionone-warm-up");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void load() {
        ByteBufAllocator.DEFAULT.directBuffer().release();
        Requests.trainingStatus(TrainingId.of("none"), StatusClassifier.standard())
                .decoder()
                .decode("{\"status\":\"none\",\"created_datetime\":null}".getBytes(StandardCharsets.US_ASCII));
    }
}
