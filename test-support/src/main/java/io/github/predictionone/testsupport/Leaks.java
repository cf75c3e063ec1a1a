package io.github.predictionone.testsupport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetector.Level;
import io.netty.util.ResourceLeakDetectorFactory;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Buffers that the garbage collector met before they were released. */
final class Leaks {

    private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();
    // Those that the first collection leaves, an object that waits for its finalization among them, the second one
    // finds.
    private static final int COLLECTIONS = 2;

    private Leaks() {}

    /** Must come before Netty makes its first buffer: its detectors are static. */
    static void record() {
        ResourceLeakDetector.setLevel(Level.PARANOID);
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new RecordingFactory());
    }

    static boolean areRecorded() {
        return ResourceLeakDetector.getLevel() == Level.PARANOID
                && ResourceLeakDetectorFactory.instance() instanceof RecordingFactory;
    }

    /** Those since the last look: each fails one test class, and not every later one, too. */
    static List<String> found() {
        for (int i = 0; i < COLLECTIONS; i++) {
            collect();
            // Leaks are reported when the next buffer is made.
            ByteBufAllocator.DEFAULT.buffer(1).release();
        }
        List<String> found = new ArrayList<>();
        for (String leak = LEAKS.poll(); leak != null; leak = LEAKS.poll()) {
            found.add(leak);
        }
        return found;
    }

    /** Collects garbage, and waits until references to it are where Netty looks for them: that takes a thread of the JVM's. */
    private static void collect() {
        ReferenceQueue<Object> collected = new ReferenceQueue<>();
        WeakReference<Object> last = new WeakReference<>(new Object(), collected);
        try {
            do {
                System.gc();
            } while (collected.remove(1_000) != last);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
