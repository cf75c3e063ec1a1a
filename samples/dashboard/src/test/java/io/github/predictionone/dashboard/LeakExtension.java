package io.github.predictionone.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetector.Level;
import io.netty.util.ResourceLeakDetectorFactory;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails the test class after which a buffer is found that nobody released. Found by JUnit itself, for every class. */
public final class LeakExtension implements AfterAllCallback {

    private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();
    private static final int LOOKS = 5;

    static {
        // Before Netty makes its first buffer.
        ResourceLeakDetector.setLevel(Level.PARANOID);
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new RecordingFactory());
    }

    private static final class RecordingFactory extends ResourceLeakDetectorFactory {

        @Override
        @SuppressWarnings("InlineMeSuggester")
        @Deprecated // Abstract in Netty all the same.
        public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> type, int interval, long maxActive) {
            return newResourceLeakDetector(type, interval);
        }

        @Override
        public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> type, int interval) {
            return new ResourceLeakDetector<>(type, interval) {
                @Override
                protected boolean needReport() {
                    return true;
                }

                @Override
                protected void reportTracedLeak(String resource, String records) {
                    LEAKS.add(resource + records);
                }

                @Override
                protected void reportUntracedLeak(String resource) {
                    LEAKS.add(resource);
                }
            };
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        for (int look = 0; look < LOOKS; look++) {
            System.gc();
            // Leaks are reported when the next buffer is made.
            ByteBufAllocator.DEFAULT.buffer(1).release();
        }
        assertThat(LEAKS).as("buffers that nobody released").isEmpty();
    }
}
