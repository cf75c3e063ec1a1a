package io.github.predictionone.quickstart;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.predictionone.WatchEvent;
import io.github.predictionone.retraining.RetrainingEvent;
import io.github.predictionone.training.DownloadProgressed;
import io.github.predictionone.training.UploadProgress;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Prints lines and progress bars or, with {@code --json}, one object per line. */
final class Console implements AutoCloseable {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());
    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .build();

    private final PrintWriter out;
    private final boolean json;

    @GuardedBy("this")
    private @Nullable ProgressBar bar;

    Console(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** Prints a remark for people; with {@code --json}, prints nothing. */
    synchronized void say(String text) {
        if (!json) {
            line(text);
        }
    }

    /** Prints a result: this text or, with {@code --json}, the value itself as JSON. */
    synchronized void show(Object value, String text) {
        line(json ? JSON.writeValueAsString(value) : text);
    }

    synchronized void show(WatchEvent event) {
        if (json) {
            line(event.toJson());
        } else if (event instanceof DownloadProgressed progress) {
            kibibytes(
                    "Download", progress.bytesReceived(), progress.totalBytes().orElse(-1));
        } else if (event instanceof RetrainingEvent.DownloadProgressed progress) {
            kibibytes(
                    "Download", progress.bytesReceived(), progress.totalBytes().orElse(-1));
        } else {
            line(TIME.format(event.observedAt()) + "  " + EventText.of(event));
        }
    }

    synchronized void show(UploadProgress progress) {
        kibibytes("Upload " + progress.file().getFileName(), progress.bytesSent(), progress.totalBytes());
    }

    /** Shows how many rows are done. */
    synchronized void rows(String task, long done, long total) {
        bar(task, " rows", 1, done, total);
    }

    @GuardedBy("this")
    private void kibibytes(String task, long done, long total) {
        bar(task, " KiB", 1024, done, total);
    }

    @GuardedBy("this")
    private void bar(String task, String unit, long size, long done, long total) {
        if (json) {
            return;
        }
        if (bar == null || !bar.getTaskName().equals(task)) {
            endBar();
            bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUnit(unit, size)
                    .setInitialMax(total)
                    .build();
        }
        bar.stepTo(done);
        if (total >= 0) {
            bar.maxHint(total);
        }
    }

    @GuardedBy("this")
    private void line(String text) {
        endBar();
        out.println(text);
        out.flush();
    }

    @GuardedBy("this")
    private void endBar() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    @Override
    public synchronized void close() {
        endBar();
        out.flush();
    }
}
