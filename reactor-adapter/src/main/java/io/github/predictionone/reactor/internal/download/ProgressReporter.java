package io.github.predictionone.reactor.internal.download;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.predictionone.reactor.internal.download.Downloads.ProgressListener;
import io.github.predictionone.reactor.internal.part.PartFile;
import io.github.predictionone.reactor.internal.support.Time;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reports progress to a listener at intervals, on the writing thread and with one call at a time. */
final class ProgressReporter {

    private static final long MIN_INTERVAL_MILLIS = 100;

    private final PartFile part;
    private final Time time;
    private final ProgressListener listener;

    @GuardedBy("this")
    private long lastReport;

    @GuardedBy("this")
    private long total = -1;

    @GuardedBy("this")
    private @Nullable Reported reported;

    private record Reported(long bytes, long total) {}

    ProgressReporter(PartFile part, Time time, ProgressListener listener) {
        this.part = part;
        this.time = time;
        this.listener = listener;
        this.lastReport = time.millis() - MIN_INTERVAL_MILLIS;
    }

    synchronized void expect(long length) {
        total = length;
    }

    synchronized long total() {
        return total;
    }

    synchronized void progressed() {
        if (time.millis() - lastReport >= MIN_INTERVAL_MILLIS) {
            report(new Reported(part.bytes(), total));
        }
    }

    /** Reports the end, unless the last write has just been reported. */
    synchronized void ended() {
        Reported end = new Reported(part.bytes(), total);
        if (!end.equals(reported)) {
            report(end);
        }
    }

    @GuardedBy("this")
    private void report(Reported now) {
        lastReport = time.millis();
        reported = now;
        listener.progressed(now.bytes, now.total < 0 ? OptionalLong.empty() : OptionalLong.of(now.total));
    }
}
