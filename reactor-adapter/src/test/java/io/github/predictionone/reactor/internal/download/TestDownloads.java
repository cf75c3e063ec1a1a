package io.github.predictionone.reactor.internal.download;

import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.reactor.internal.netty.Connections;
import io.github.predictionone.reactor.internal.storage.Storage;
import io.github.predictionone.reactor.internal.storage.TestStorage;
import io.github.predictionone.reactor.internal.storage.TransferObserver;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.training.ResultArchive;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/** Builds downloads like those of the client, but with short waits between attempts. A test sets what else it needs. */
public record TestDownloads(
        Storage storage, Time time, RetryPolicy retry, DownloadSettings settings, Consumer<Path> verify) {

    private static final RetryPolicy QUICK =
            RetryPolicy.defaults().withFirstWait(Duration.ofMillis(5)).withMaxWait(Duration.ofMillis(20));

    /** Uses real time, and limits that no test reaches. */
    public static TestDownloads from(Connections connections) {
        return from(connections, Time.system());
    }

    public static TestDownloads from(Connections connections, Time time) {
        return from(TestStorage.of(connections::storage, Duration.ofHours(1), time), time);
    }

    public static TestDownloads from(Storage storage, Time time) {
        return new TestDownloads(
                storage,
                time,
                QUICK,
                DownloadSettings.defaults(),
                file -> ResultArchive.of(file).verify());
    }

    public TestDownloads retrying(RetryPolicy value) {
        return new TestDownloads(storage, time, value, settings, verify);
    }

    public TestDownloads bounded(DownloadSettings value) {
        return new TestDownloads(storage, time, retry, value, verify);
    }

    public TestDownloads verifying(Consumer<Path> value) {
        return new TestDownloads(storage, time, retry, settings, value);
    }

    public Downloads build() {
        return new Downloads(storage, retry, time, () -> 0.5, settings, verify, TransferObserver.NONE);
    }
}
