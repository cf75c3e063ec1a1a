package io.github.predictionone.quickstart;

import io.github.predictionone.training.DownloadProgressed;
import io.github.predictionone.training.PollFailed;
import io.github.predictionone.training.ResultDownloaded;
import io.github.predictionone.training.StatusChanged;
import io.github.predictionone.training.StatusEvent;
import io.github.predictionone.training.StatusUnchanged;
import io.github.predictionone.training.TrainingFailed;
import io.github.predictionone.training.TrainingFinished;
import io.github.predictionone.training.TrainingStatus;
import io.github.predictionone.training.UploadProgress;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** What the user sees of the events: lines and a progress bar, or with {@code --json} one event per line. */
final class Console implements AutoCloseable {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final PrintWriter out;
    private final boolean json;
    private @Nullable ProgressBar bar;

    Console(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** A remark for people. */
    synchronized void say(String text) {
        if (!json) {
            endBar();
            out.println(text);
            out.flush();
        }
    }

    synchronized void show(StatusEvent event) {
        if (json) {
            out.println(event.toJson());
            out.flush();
        } else if (event instanceof DownloadProgressed progress) {
            bar("Download", progress.bytesReceived(), progress.totalBytes().orElse(-1));
        } else {
            say(TIME.format(event.observedAt()) + "  " + text(event));
        }
    }

    synchronized void show(UploadProgress progress) {
        if (!json) {
            bar("Upload " + progress.file().getFileName(), progress.bytesSent(), progress.totalBytes());
        }
    }

    private static String text(StatusEvent event) {
        if (event instanceof StatusChanged changed) {
            return changed.status().word();
        }
        if (event instanceof StatusUnchanged unchanged) {
            return unchanged.status().word() + " (the service answers again)";
        }
        if (event instanceof PollFailed failed) {
            return "no answer, asking again in " + failed.nextPollIn().toSeconds() + " s: " + failed.reason();
        }
        if (event instanceof TrainingFinished finished) {
            return finished.status().word();
        }
        if (event instanceof TrainingFailed failed) {
            return failed.status().word() + reason(failed.status());
        }
        ResultDownloaded downloaded = (ResultDownloaded) event;
        return "downloaded " + downloaded.file() + " (" + downloaded.size() + " bytes, SHA-256 " + downloaded.sha256()
                + ")";
    }

    /** Why a training failed, where the service says so. */
    static String reason(TrainingStatus status) {
        return status.message() == null ? "" : ": " + status.message();
    }

    private void bar(String task, long done, long total) {
        if (bar == null || !bar.getTaskName().equals(task)) {
            endBar();
            bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUnit(" KiB", 1024)
                    .setInitialMax(total)
                    .build();
        }
        bar.stepTo(done);
        if (total >= 0) {
            bar.maxHint(total);
        }
    }

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
