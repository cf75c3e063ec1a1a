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

/** Records buffers that were garbage-collected before they were released. */
final class Leaks {

    private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();
    // The second collection finds buffers that the first one leaves, such as those of an object that awaits
    // finalization.
    private static final int COLLECTIONS = 2;

    private Leaks() {}

    /** Starts recording. Must be called before Netty creates its first buffer, since its detectors are static. */
    static void record() {
        ResourceLeakDetector.setLevel(Level.PARANOID);
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new RecordingFactory());
    }

    static boolean areRecorded() {
        return ResourceLeakDetector.getLevel() == Level.PARANOID
                && ResourceLeakDetectorFactory.instance() instanceof RecordingFactory;
    }

    /** Returns the leaks since the last call, so that each one fails only one test class. */
    static List<String> found() {
        for (int i = 0; i < COLLECTIONS; i++) {
            collect();
            // Netty reports leaks when it creates the next buffer.
            ByteBufAllocator.DEFAULT.buffer(1).release();
        }
        List<String> found = new ArrayList<>();
        for (String leak = LEAKS.poll(); leak != null; leak = LEAKS.poll()) {
            found.add(leak);
        }
        return found;
    }

    /** Collects garbage, and waits until a thread of the JVM has enqueued the references, where Netty finds them. */
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
        @Deprecated // Still abstract in Netty.
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
