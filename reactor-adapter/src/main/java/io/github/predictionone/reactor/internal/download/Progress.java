package io.github.predictionone.reactor.internal.download;

import io.github.predictionone.reactor.internal.download.Downloads.ProgressListener;
import io.github.predictionone.reactor.internal.part.PartFile;
import io.github.predictionone.reactor.internal.support.Time;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reports progress, now and then, by whichever thread writes, one at a time. */
final class Progress {

    private static final long MILLIS = 100;

    private final PartFile part;
    private final Time time;
    private final ProgressListener listener;
    private long last;
    private long total = -1;
    private @Nullable Reported reported;

    private record Reported(long bytes, long total) {}

    Progress(PartFile part, Time time, ProgressListener listener) {
        this.part = part;
        this.time = time;
        this.listener = listener;
        this.last = time.millis() - MILLIS;
    }

    synchronized void of(long whole) {
        total = whole;
    }

    synchronized long total() {
        return total;
    }

    synchronized void progressed() {
        if (time.millis() - last >= MILLIS) {
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

    private void report(Reported now) {
        last = time.millis();
        reported = now;
        listener.progressed(now.bytes, now.total < 0 ? OptionalLong.empty() : OptionalLong.of(now.total));
    }
}
