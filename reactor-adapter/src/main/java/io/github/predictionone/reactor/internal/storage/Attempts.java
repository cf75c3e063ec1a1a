package io.github.predictionone.reactor.internal.storage;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.predictionone.ApiException;
import io.github.predictionone.ClientClosedException;
import io.github.predictionone.PredictionOneException;
import io.github.predictionone.Retryability;
import io.github.predictionone.TransferException;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.reactor.internal.support.JvmError;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.reactor.internal.support.TransportFailures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Decides how often a download is resumed: any number of times if it makes progress, and a few times in a row if not.
 * Each piece of a download by several connections has its own attempts; when they are used up, the whole download ends.
 */
public final class Attempts {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.predictionone.reactor.transfers");
    private static final int MAX_WITHOUT_PROGRESS = 5;
    private static final Set<Integer> STALE = Set.of(401, 403, 404, 410);
    // The object has changed or has no such byte range: a restart at byte 0 may succeed.
    private static final Set<Integer> RESTART = Set.of(412, 416);

    private final String doing;
    private final RetryPolicy retry;
    private final Time time;
    private final DoubleSupplier random;

    @GuardedBy("this")
    private long furthest;

    @GuardedBy("this")
    private long furthestBefore;

    @GuardedBy("this")
    private int withoutProgress;

    @GuardedBy("this")
    private int count;

    @GuardedBy("this")
    private boolean ended;

    public Attempts(String doing, RetryPolicy retry, Time time, DoubleSupplier random) {
        this.doing = doing;
        this.retry = retry;
        this.time = time;
        this.random = random;
    }

    /** Notes that the transfer has reached an offset. */
    public synchronized void reached(long offset) {
        furthest = Math.max(furthest, offset);
    }

    /** Returns separate attempts for one piece. */
    public Attempts ofRange() {
        return new Attempts(doing, retry, time, random);
    }

    /** Ends the whole download: its next failure is final. Called when the attempts of a piece are used up. */
    public synchronized void end() {
        ended = true;
    }

    public synchronized boolean isEnded() {
        return ended;
    }

    public static boolean isStale(Throwable failure) {
        return failure instanceof ApiException answer && STALE.contains(answer.httpStatus());
    }

    public static boolean requiresRestart(Throwable failure) {
        return failure instanceof ApiException answer && RESTART.contains(answer.httpStatus());
    }

    public Retry spec() {
        return spec(Mono.never());
    }

    /**
     * Ends the wait for the next attempt when {@code stop} completes. The next attempt must check for itself whether to
     * stop, since ending the retries here would cancel an attempt that is running.
     */
    public Retry spec(Mono<Void> stop) {
        return Retry.from(signals ->
                signals.concatMap(signal -> Mono.firstWithSignal(next(signal.failure()), stop.thenReturn(0L))));
    }

    private synchronized Mono<Long> next(Throwable failure) {
        if (ended) {
            return Mono.error(failure);
        }
        count++;
        withoutProgress = furthest > furthestBefore ? 1 : withoutProgress + 1;
        furthestBefore = furthest;
        if (failure instanceof ResultUrl.CallFailed call) {
            return Mono.error(finalFailure(toException(call.reason()), ""));
        }
        PredictionOneException exception = toException(failure);
        if (!isRetryable(exception) || withoutProgress >= MAX_WITHOUT_PROGRESS) {
            return Mono.error(finalFailure(exception, ""));
        }
        Duration asked =
                exception instanceof ApiException answer ? answer.retryAfter().orElse(Duration.ZERO) : Duration.ZERO;
        if (asked.compareTo(retry.maxRetryAfter()) > 0) {
            return Mono.error(finalFailure(exception, "; the storage asks to wait " + asked.toSeconds() + " s"));
        }
        Duration wait = retry.backoff(withoutProgress, random.getAsDouble());
        Duration longer = wait.compareTo(asked) < 0 ? asked : wait;
        LOG.atDebug()
                .addKeyValue("attempt", count)
                .addKeyValue("bytes", furthest)
                .addKeyValue("waitMillis", longer.toMillis())
                .addKeyValue("exception", exception.getClass().getSimpleName())
                .log("{}; attempt {} failed at byte {}, retrying", exception.getMessage(), count, furthest);
        return time.delay(longer);
    }

    /**
     * Returns whether a retry within moments may succeed. The caller waits for longer events, such as a training's end.
     */
    private static boolean isRetryable(PredictionOneException failure) {
        return failure.retryability().allowsRetry(true) || isStale(failure) || requiresRestart(failure);
    }

    private PredictionOneException toException(Throwable failure) {
        if (failure instanceof UncheckedIOException && failure.getCause() instanceof IOException reason) {
            return diskFailure(doing, reason);
        }
        return TransportFailures.of(doing, failure);
    }

    /** Converts a failure of local work into an exception for a subscriber. */
    public static Throwable localFailure(String doing, Throwable failure) {
        if (failure instanceof IOException reason) {
            return diskFailure(doing, reason);
        }
        Error error = JvmError.findIn(failure);
        return error == null
                ? failure
                : new TransferException(doing + ": " + error, error, TransportFailures.retryability(error));
    }

    /** Returns the exception for a failure of the local disk. */
    public static TransferException diskFailure(String doing, IOException failure) {
        return new TransferException(
                doing + ": " + failure.getClass().getSimpleName() + ": " + failure.getMessage(),
                failure,
                Retryability.NEVER);
    }

    @GuardedBy("this")
    private PredictionOneException finalFailure(PredictionOneException failure, String more) {
        if (failure instanceof ClientClosedException) {
            return failure;
        }
        String text = String.valueOf(failure.getMessage());
        String message = (text.startsWith(doing) ? text : doing + ": " + text)
                + (count > 1 || !more.isEmpty() ? " (after " + count + " attempts" + more + ")" : "");
        Throwable cause = failure instanceof TransferException transfer ? transfer.getCause() : failure;
        return new TransferException(message, cause, failure.retryability());
    }
}
