package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.PredictionOneException;
import io.github.predictionone.Retryability;
import io.github.predictionone.internal.wire.ApiRequest;
import io.github.predictionone.internal.wire.Failures;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.policy.RetryVerdict;
import io.github.predictionone.reactor.internal.netty.NewConnection;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.reactor.internal.support.TransportFailures;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** Retries calls as the policy permits. Resilience4j counts and reports attempts; the policy determines the delays. */
final class Retrying implements Exchange {

    private final RetryPolicy policy;
    private final Exchange next;
    private final Time time;
    private final DoubleSupplier random;
    private final Retry retry;

    Retrying(RetryPolicy policy, Exchange next, Time time, DoubleSupplier random) {
        this.policy = policy;
        this.next = next;
        this.time = time;
        this.random = random;
        this.retry = Retry.of(
                "predictionone",
                RetryConfig.<Object>custom()
                        .maxAttempts(policy.maxAttempts())
                        .retryOnException(failure -> failure instanceof Attempted attempted && attempted.again())
                        .intervalBiFunction((attempt, outcome) -> wait(outcome))
                        .build());
    }

    @Override
    public <T> Mono<Answer<T>> send(ApiRequest<T> request) {
        return next.send(request)
                // Created at the first failure of each call, because the state belongs to one call only.
                .onErrorResume(PredictionOneException.class, failure -> new Failed<>(request).goesOn(failure));
    }

    /** Retries a call whose first attempt failed. The attempts are not nested, so they do not fill the stack. */
    private final class Failed<T> {

        private final ApiRequest<T> request;
        private final Retry.AsyncContext<Answer<T>> context = retry.asyncContext();
        private int attempts;
        private boolean maybeDone;
        private boolean stale;

        Failed(ApiRequest<T> request) {
            this.request = request;
        }

        Mono<Answer<T>> goesOn(PredictionOneException first) {
            // retryWhen cancels an attempt that has failed for good. onErrorResume hides that cancellation from the
            // inner meters.
            Mono<Answer<T>> attempt =
                    next.send(request).contextWrite(this::onNewConnection).onErrorResume(Mono::error);
            return decided(first)
                    .then(attempt.retryWhen(reactor.util.retry.Retry.from(
                            signals -> signals.concatMap(signal -> decided(signal.failure())))))
                    .doOnNext(answer -> context.onComplete())
                    .onErrorResume(Deleted.class, before -> deletedBefore(request));
        }

        private Context onNewConnection(Context subscriber) {
            return stale ? subscriber.put(NewConnection.class, true).put(Repeated.class, true) : subscriber;
        }

        /** Waits for the next attempt, or fails if there is none. */
        private Mono<Long> decided(Throwable thrown) {
            if (!(thrown instanceof PredictionOneException failure)) {
                return Mono.error(thrown);
            }
            attempts++;
            boolean staleNow = TransportFailures.isStale(failure);
            stale |= staleNow;
            RetryVerdict verdict = verdict(request, attempts, failure, staleNow);
            long wait = context.onError(new Attempted(verdict, failure));
            if (verdict instanceof RetryVerdict.GiveUp end) {
                return Mono.error(
                        maybeDone && Failures.isGone(request.endpoint(), failure)
                                ? new Deleted()
                                : Failures.explained(failure, end.reason()));
            }
            maybeDone |= failure.retryability() != Retryability.ALWAYS;
            Logging.about(Logging.LOG.atDebug(), request)
                    .addKeyValue("attempt", attempts)
                    .addKeyValue("waitMillis", wait)
                    .addKeyValue("exception", failure.getClass().getSimpleName())
                    .log("{}; attempt {} failed, retrying in {} ms", failure.getMessage(), attempts, wait);
            return time.delay(Duration.ofMillis(wait));
        }
    }

    private RetryVerdict verdict(ApiRequest<?> request, int attempt, PredictionOneException failure, boolean stale) {
        RetryVerdict verdict =
                policy.verdict(failure, attempt, request.endpoint().idempotent(), random.getAsDouble());
        // Only the kept connection was closed. The service works, so there is no reason to wait.
        return stale && verdict instanceof RetryVerdict.Retry ? new RetryVerdict.Retry(Duration.ZERO) : verdict;
    }

    /** Returns the answer of a deletion that has happened already. */
    private static <T> Mono<Answer<T>> deletedBefore(ApiRequest<T> request) {
        return Mono.fromSupplier(() -> new Answer<>(request.decoder().decode(new byte[0]), null));
    }

    private static long wait(Either<Throwable, Object> outcome) {
        return outcome.getLeft() instanceof Attempted attempted && attempted.verdict instanceof RetryVerdict.Retry again
                ? again.backoff().toMillis()
                : 0;
    }

    /** Signals that an earlier attempt, whose answer was lost, has deleted the object. */
    private static final class Deleted extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Deleted() {
            super("deleted by an earlier attempt", null, false, false);
        }
    }

    /** Carries a verdict through Resilience4j. */
    private static final class Attempted extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient RetryVerdict verdict;

        Attempted(RetryVerdict verdict, Throwable failure) {
            super(failure.getMessage(), failure, false, false);
            this.verdict = verdict;
        }

        boolean again() {
            return verdict instanceof RetryVerdict.Retry;
        }
    }
}
