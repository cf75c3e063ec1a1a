package io.github.predictionone.testsupport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetector.Level;
import io.netty.util.ResourceLeakDetectorFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Buffers that the garbage collector met before they were released. */
final class Leaks {

    private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();
    private static final int LOOKS = 5;

    private Leaks() {}

    /** Must come before Netty makes its first buffer: its detectors are static. */
    static void record() {
        ResourceLeakDetector.setLevel(Level.PARANOID);
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new RecordingFactory());
    }

    static boolean areRecorded() {
        return ResourceLeakDetector.getLevel() == Level.PARANOID;
    }

    /** Those since the last look: each fails one test class, and not every later one, too. */
    static List<String> found() {
        for (int look = 0; look < LOOKS; look++) {
            System.gc();
            // Leaks are reported when the next buffer is made.
            ByteBufAllocator.DEFAULT.buffer(1).release();
        }
        List<String> found = new ArrayList<>();
        for (String leak = LEAKS.poll(); leak != null; leak = LEAKS.poll()) {
            found.add(leak);
        }
        return found;
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
}
