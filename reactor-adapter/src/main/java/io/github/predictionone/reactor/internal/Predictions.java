package io.github.predictionone.reactor.internal;

import io.github.predictionone.ApiKey;
import io.github.predictionone.InvalidRowException;
import io.github.predictionone.PredictionOneException;
import io.github.predictionone.classifier.Classifier;
import io.github.predictionone.classifier.ClassifierId;
import io.github.predictionone.inference.InputRow;
import io.github.predictionone.inference.PredictOptions;
import io.github.predictionone.inference.Prediction;
import io.github.predictionone.internal.wire.ClassifierRequests;
import io.github.predictionone.reactor.internal.exchange.Answer;
import io.github.predictionone.reactor.internal.exchange.Exchange;
import io.github.predictionone.reactor.internal.support.ActiveCalls;
import io.github.predictionone.reactor.internal.support.JvmError;
import io.github.predictionone.reactor.internal.support.LazyMono;
import io.github.predictionone.reactor.internal.support.TransportFailures;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.core.publisher.SynchronousSink;

/** Inference: one request per row and only on demand, several in parallel, with the predictions in order. */
final class Predictions {

    private final InferenceHosts hosts;
    private final Function<URI, Exchange> toOrigin;
    private final ActiveCalls calls;
    private final Map<URI, LazyMono<Exchange>> exchanges = new ConcurrentHashMap<>();

    Predictions(InferenceHosts hosts, Function<URI, Exchange> toOrigin, ActiveCalls calls) {
        this.hosts = hosts;
        this.toOrigin = toOrigin;
        this.calls = calls;
    }

    Flux<Prediction> predict(Classifier classifier, Flux<?> rows, PredictOptions options) {
        Objects.requireNonNull(options, "options");
        ClassifierId id = classifier.id();
        String url = classifier.url().orElseThrow(() -> unready(classifier, "URL"));
        ApiKey key = classifier.apiKey().orElseThrow(() -> unready(classifier, "key"));
        return calls.untilClosed(() -> "inference of " + id, Flux.defer(() -> {
            URI uri = hosts.check(url);
            String target = target(uri);
            return exchange(uri)
                    .onErrorMap(failure -> TransportFailures.of("inference of " + id, failure))
                    .flatMapMany(exchange -> inOrder(
                            rows,
                            options,
                            (number, row) -> exchange.send(
                                            ClassifierRequests.inference(id, target, key, number, row, options))
                                    .map(Answer::value)));
        }));
    }

    private static IllegalArgumentException unready(Classifier classifier, String what) {
        return new IllegalArgumentException("classifier " + classifier.id() + " has no " + what + "; its status was: "
                + classifier.status().word());
    }

    private static String target(URI uri) {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    /** Creates the exchange on a thread that may block, because TLS reads files when it is initialised. */
    private Mono<Exchange> exchange(URI uri) {
        URI origin = URI.create(uri.getScheme() + "://" + uri.getRawAuthority());
        return exchanges
                .computeIfAbsent(origin, absent -> new LazyMono<>(() -> toOrigin.apply(absent)))
                .get();
    }

    /** Requests the prediction for one row. */
    private interface Inference {
        Mono<Prediction> of(long number, InputRow row);
    }

    private static Flux<Prediction> inOrder(Flux<?> rows, PredictOptions options, Inference inference) {
        return Flux.defer(() -> {
            Demand demand = new Demand();
            return new GuardedRows(rows)
                    .index((index, row) -> outcome(index + 1, row, options, inference))
                    // The error keeps its place after the rows before it.
                    .onErrorResume(failure -> Flux.just(Mono.just(Signal.error(failure))))
                    .flatMapSequential(outcome -> demand.one().then(outcome), options.concurrency(), 1)
                    .doOnRequest(demand::add)
                    .handle(Predictions::emit);
        });
    }

    private static Mono<Signal<Prediction>> outcome(
            long number, Object row, PredictOptions options, Inference inference) {
        Mono<Prediction> prediction = Mono.defer(
                        () -> JvmError.wrapErrors(() -> inference.of(number, read(number, row))))
                // Such as the stack overflow of a getter that calls itself.
                .onErrorMap(
                        JvmError.class,
                        failure -> new InvalidRowException(
                                "row " + number + ": " + failure.getMessage(), failure.getCause()));
        Mono<Prediction> inPlace = options.failedRows()
                ? prediction.onErrorResume(
                        PredictionOneException.class, failure -> Mono.just(Prediction.failed(number, failure)))
                : prediction;
        return inPlace.materialize();
    }

    private static InputRow read(long number, Object row) {
        try {
            return InputRow.of(row);
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new InvalidRowException("row " + number + ": " + e.getMessage(), e);
        }
    }

    private static void emit(Signal<Prediction> signal, SynchronousSink<Prediction> sink) {
        Throwable failure = signal.getThrowable();
        if (failure != null) {
            sink.error(failure);
        } else if (signal.get() != null) {
            sink.next(signal.get());
        }
    }
}
