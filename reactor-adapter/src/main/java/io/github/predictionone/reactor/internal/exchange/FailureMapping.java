package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.PredictionOneException;
import io.github.predictionone.ProtocolException;
import io.github.predictionone.internal.ApiRequest;
import io.github.predictionone.internal.Failures;
import io.github.predictionone.internal.RetryAfter;
import io.github.predictionone.reactor.internal.Time;
import io.github.predictionone.reactor.internal.netty.TransportFailures;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Turns what came back into a value or one of our exceptions. */
public final class FailureMapping implements Exchange {

    private final HttpSender sender;
    private final Time time;

    public FailureMapping(HttpSender sender, Time time) {
        this.sender = sender;
        this.time = time;
    }

    @Override
    public <T> Mono<Answer<T>> send(ApiRequest<T> request) {
        return sender.send(request)
                .map(answer -> read(request, answer))
                .onErrorMap(failure -> TransportFailures.of(request.doing(), failure));
    }

    private <T> Answer<T> read(ApiRequest<T> request, HttpAnswer answer) {
        Duration retryAfter = answer.retryAfter() == null ? null : RetryAfter.parse(answer.retryAfter(), time.now());
        String secret = request.key() == null ? null : request.key().value();
        if (answer.status() >= 400) {
            throw Failures.answer(request.doing(), answer.status(), answer.body(), retryAfter, secret);
        }
        if (answer.status() < 200 || answer.status() >= 300) {
            throw new ProtocolException(
                    request.doing() + ": HTTP " + answer.status() + ", which the API never answers", null);
        }
        try {
            return new Answer<>(request.decoder().decode(answer.body()), retryAfter);
        } catch (ProtocolException e) {
            throw unreadable(request, answer, retryAfter, secret, e);
        }
    }

    private static PredictionOneException unreadable(
            ApiRequest<?> request,
            HttpAnswer answer,
            @Nullable Duration retryAfter,
            @Nullable String secret,
            ProtocolException reason) {
        return Failures.inOkAnswer(request.doing(), answer.status(), answer.body(), retryAfter, secret)
                .map(PredictionOneException.class::cast)
                .orElseGet(() -> new ProtocolException(
                        request.doing() + ": HTTP " + answer.status() + ", " + reason.getMessage(), null));
    }
}
