package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.internal.wire.ApiRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** An exchange that answers from a script, repeats the last line, and records the time of each request. */
public final class ScriptedExchange implements Exchange {

    /** One answer: a body to decode, or a failure. */
    public interface Line {
        <T> Mono<Answer<T>> answer(ApiRequest<T> request);
    }

    private final Queue<Line> script = new ConcurrentLinkedQueue<>();
    private final List<Long> askedAt = new ArrayList<>();
    private Line last = failing(new IllegalStateException("The script is empty."));
    private int cancelled;

    public ScriptedExchange then(Line line) {
        script.add(line);
        return this;
    }

    public ScriptedExchange then(String json) {
        return then(answering(json, null));
    }

    public static Line answering(String json, Duration retryAfter) {
        return new Line() {
            @Override
            public <T> Mono<Answer<T>> answer(ApiRequest<T> request) {
                UnaryOperator<T> callback = request.decoder().callback();
                return Mono.fromSupplier(() -> request.decoder().decode(json.getBytes(StandardCharsets.UTF_8)))
                        .map(value -> callback == null ? value : callback.apply(value))
                        .map(value -> new Answer<>(value, retryAfter));
            }
        };
    }

    public static Line failing(Throwable failure) {
        return new Line() {
            @Override
            public <T> Mono<Answer<T>> answer(ApiRequest<T> request) {
                return Mono.error(failure);
            }
        };
    }

    public static Line silent() {
        return new Line() {
            @Override
            public <T> Mono<Answer<T>> answer(ApiRequest<T> request) {
                return Mono.never();
            }
        };
    }

    @Override
    public <T> Mono<Answer<T>> send(ApiRequest<T> request) {
        return Mono.defer(() -> {
                    synchronized (this) {
                        askedAt.add(Schedulers.parallel().now(java.util.concurrent.TimeUnit.MILLISECONDS));
                        Line next = script.poll();
                        last = next == null ? last : next;
                    }
                    return last.answer(request);
                })
                .doOnCancel(() -> cancelled++);
    }

    public synchronized int asked() {
        return askedAt.size();
    }

    public int cancelled() {
        return cancelled;
    }

    /** Returns the milliseconds between each request and the next. */
    public synchronized List<Long> waits() {
        List<Long> waits = new ArrayList<>();
        for (int i = 1; i < askedAt.size(); i++) {
            waits.add(askedAt.get(i) - askedAt.get(i - 1));
        }
        return waits;
    }
}
