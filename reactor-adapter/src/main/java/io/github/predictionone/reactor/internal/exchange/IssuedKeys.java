package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.ApiKey;
import io.github.predictionone.CredentialType;
import io.github.predictionone.IssuedApiKey;
import io.github.predictionone.PredictionOneException;
import io.github.predictionone.internal.Failures;
import io.github.predictionone.internal.Requests;
import io.github.predictionone.reactor.internal.Time;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The API key of one purpose: got once for all who wait, renewed before it ends, and got anew when the service refuses
 * it. A failure to get one is every waiting call's failure, and is not asked about again for a while.
 */
final class IssuedKeys {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.predictionone.reactor.keys");
    private static final Duration MOST_LEFT = Duration.ofMinutes(5);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    private final CredentialType type;
    private final Exchange issuer;
    private final Time time;

    private @Nullable ApiKey key;
    private Instant renewAt = Instant.MIN;
    private Instant endsAt = Instant.MIN;
    private Sinks.@Nullable One<ApiKey> underWay;
    private @Nullable Throwable failure;
    private Instant failedAt = Instant.MIN;

    IssuedKeys(CredentialType type, Exchange issuer, Time time) {
        this.type = type;
        this.issuer = issuer;
        this.time = time;
    }

    /** A key that is good by what is known. */
    Mono<ApiKey> current() {
        return Mono.defer(() -> {
            Instant now = time.now();
            @Nullable ApiKey stillGood;
            synchronized (this) {
                stillGood = now.isBefore(endsAt) ? key : null;
                if (stillGood != null && (now.isBefore(renewAt) || recentlyFailed(now))) {
                    return Mono.just(stillGood);
                }
            }
            Mono<ApiKey> issued = issue(now);
            return stillGood == null ? issued : issued.onErrorReturn(stillGood);
        });
    }

    /** The key to use after this one has been refused. */
    Mono<ApiKey> inPlaceOf(ApiKey refused) {
        return Mono.defer(() -> {
            synchronized (this) {
                if (refused.equals(key)) {
                    key = null;
                }
            }
            return current();
        });
    }

    private Mono<ApiKey> issue(Instant now) {
        Sinks.One<ApiKey> waiting;
        synchronized (this) {
            if (underWay != null) {
                return underWay.asMono();
            }
            // Trouble that passes by itself may be over; a refusal is not asked for twice.
            if (failure != null && recentlyFailed(now) && !isTransient(failure)) {
                return Mono.error(failure);
            }
            waiting = Sinks.one();
            underWay = waiting;
        }
        // Subscribed to here and not by the caller: a caller that cancels must not cancel for the others.
        issuer.send(Requests.apiKey(type))
                .subscribe(answer -> issued(answer.value(), waiting), e -> failed(e, waiting));
        return waiting.asMono();
    }

    private synchronized boolean recentlyFailed(Instant now) {
        return failure != null && now.isBefore(failedAt.plus(AFTER_FAILURE));
    }

    private static boolean isTransient(Throwable failure) {
        return failure instanceof PredictionOneException known && known.isTransient();
    }

    private void issued(IssuedApiKey issued, Sinks.One<ApiKey> waiting) {
        Instant now = time.now();
        // Without a usable end, the key is good until it is refused.
        Instant end = issued.endsAt().filter(now::isBefore).orElse(Instant.MAX);
        synchronized (this) {
            key = issued.key();
            endsAt = end;
            renewAt = end.equals(Instant.MAX) ? end : end.minus(left(Duration.between(now, end)));
            failure = null;
            underWay = null;
        }
        LOG.atDebug()
                .addKeyValue("endsAt", issued.endsAt().map(Instant::toString).orElse("unknown"))
                .log("got an API key for {}", type.name());
        waiting.tryEmitValue(issued.key());
    }

    private static Duration left(Duration life) {
        Duration tenth = life.dividedBy(10);
        return tenth.compareTo(MOST_LEFT) < 0 ? tenth : MOST_LEFT;
    }

    private void failed(Throwable thrown, Sinks.One<ApiKey> waiting) {
        // It has had its attempts: those of the calls that wait for the key are for the calls themselves.
        Throwable reason = thrown instanceof PredictionOneException known ? Failures.exhausted(known) : thrown;
        synchronized (this) {
            failure = reason;
            failedAt = time.now();
            underWay = null;
        }
        LOG.atWarn()
                .addKeyValue("exception", reason.getClass().getSimpleName())
                .log("got no API key: {}", reason.getMessage());
        waiting.tryEmitError(reason);
    }
}
