package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.ApiException;
import io.github.predictionone.ApiKey;
import io.github.predictionone.AuthenticationException;
import io.github.predictionone.PredictionOneException;
import io.github.predictionone.ProtocolException;
import io.github.predictionone.internal.wire.ApiRequest;
import io.github.predictionone.internal.wire.Failures;
import io.github.predictionone.internal.wire.RetryAfter;
import io.github.predictionone.reactor.internal.netty.HttpAnswer;
import io.github.predictionone.reactor.internal.netty.HttpSender;
import io.github.predictionone.reactor.internal.support.JvmError;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.reactor.internal.support.TransportFailures;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Turns each response or failure into a value or a {@code PredictionOneException}. */
public final class FailureMapping implements Exchange {

    private final HttpSender sender;
    private final Time time;
    private volatile @Nullable ApiKey lastRefused;

    public FailureMapping(HttpSender sender, Time time) {
        this.sender = sender;
        this.time = time;
    }

    @Override
    public <T> Mono<Answer<T>> send(ApiRequest<T> request) {
        return sender.send(request)
                .map(answer -> JvmError.wrapErrors(() -> read(request, answer)))
                .onErrorMap(failure -> TransportFailures.of(request.doing(), failure));
    }

    private <T> Answer<T> read(ApiRequest<T> request, HttpAnswer answer) {
        Duration retryAfter = answer.retryAfter() == null ? null : RetryAfter.parse(answer.retryAfter(), time.now());
        String secret = request.key() == null ? null : request.key().value();
        if (answer.status() >= 400) {
            throw logRefusedKey(
                    request, Failures.answer(request.doing(), answer.status(), answer.body(), retryAfter, secret));
        }
        if (answer.status() < 200 || answer.status() >= 300) {
            throw new ProtocolException(
                    request.doing() + ": HTTP " + answer.status() + ", a status that the API never sends", null);
        }
        try {
            return new Answer<>(request.decoder().decode(answer.body()), retryAfter);
        } catch (ProtocolException e) {
            throw unreadable(request, answer, retryAfter, secret, e);
        }
    }

    /** Logs once for each key, because a key that is refused for one call is refused for the others, too. */
    private ApiException logRefusedKey(ApiRequest<?> request, ApiException failure) {
        if (failure instanceof AuthenticationException && !Objects.equals(request.key(), lastRefused)) {
            lastRefused = request.key();
            Logging.about(Logging.LOG.atWarn(), request)
                    .addKeyValue("status", failure.httpStatus())
                    .log("{}: the service refuses the key", request.doing());
        }
        return failure;
    }

    private PredictionOneException unreadable(
            ApiRequest<?> request,
            HttpAnswer answer,
            @Nullable Duration retryAfter,
            @Nullable String secret,
            ProtocolException reason) {
        return Failures.inOkAnswer(request.doing(), answer.status(), answer.body(), retryAfter, secret)
                .<PredictionOneException>map(failure -> logRefusedKey(request, failure))
                .orElseGet(() -> new ProtocolException(
                        request.doing() + ": HTTP " + answer.status() + ", " + reason.getMessage(), null));
    }
}
