package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.PredictionOneException;
import io.github.predictionone.Retryability;
import io.github.predictionone.internal.ApiRequest;
import io.github.predictionone.internal.Failures;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.policy.RetryVerdict;
import io.github.predictionone.reactor.internal.Time;
import io.github.predictionone.reactor.internal.netty.TransportFailures;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import reactor.core.publisher.Mono;

/** Repeats what the policy lets be repeated. Resilience4j counts and reports; the waits are the policy's. */
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
                .onErrorResume(
                        PredictionOneException.class,
                        // Made here, at the first failure: the state of a call lives in the call.
                        failure -> again(request, 1, failure, false, retry.asyncContext()));
    }

    private <T> Mono<Answer<T>> again(
            ApiRequest<T> request,
            int attempt,
            PredictionOneException failure,
            boolean maybeDone,
            Retry.AsyncContext<Answer<T>> context) {
        boolean stale = TransportFailures.isStale(failure);
        RetryVerdict verdict = verdict(request, attempt, failure, stale);
        long wait = context.onError(new Attempted(verdict, failure));
        if (verdict instanceof RetryVerdict.GiveUp end) {
            return maybeDone && Failures.isGone(request.endpoint(), failure)
                    ? deletedBefore(request)
                    : Mono.error(Failures.explained(failure, end.reason()));
        }
        boolean maybeDoneNow = maybeDone || failure.retryability() != Retryability.ALWAYS;
        Logging.about(Logging.LOG.atDebug(), request)
                .addKeyValue("attempt", attempt)
                .addKeyValue("waitMillis", wait)
                .addKeyValue("exception", failure.getClass().getSimpleName())
                .log("{}; attempt {} failed, the next one in {} ms", failure.getMessage(), attempt, wait);
        Mono<Answer<T>> rest = time.delay(Duration.ofMillis(wait))
                .then(Mono.defer(() -> next.send(request)))
                .doOnNext(answer -> context.onComplete())
                .onErrorResume(
                        PredictionOneException.class,
                        latest -> again(request, attempt + 1, latest, maybeDoneNow, context));
        return stale
                ? rest.contextWrite(
                        subscriber -> subscriber.put(NewConnection.class, true).put(Repeated.class, true))
                : rest;
    }

    private RetryVerdict verdict(ApiRequest<?> request, int attempt, PredictionOneException failure, boolean stale) {
        RetryVerdict verdict =
                policy.verdict(failure, attempt, request.endpoint().idempotent(), random.getAsDouble());
        // Nothing is wrong with the service, and nothing to wait for: only that connection had gone.
        return stale && verdict instanceof RetryVerdict.Retry ? new RetryVerdict.Retry(Duration.ZERO) : verdict;
    }

    /** By an attempt whose answer was lost: what the caller wants is so. */
    private static <T> Mono<Answer<T>> deletedBefore(ApiRequest<T> request) {
        return Mono.fromSupplier(() -> new Answer<>(request.decoder().decode(new byte[0]), null));
    }

    private static long wait(Either<Throwable, Object> outcome) {
        return outcome.getLeft() instanceof Attempted attempted && attempted.verdict instanceof RetryVerdict.Retry again
                ? again.backoff().toMillis()
                : 0;
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
