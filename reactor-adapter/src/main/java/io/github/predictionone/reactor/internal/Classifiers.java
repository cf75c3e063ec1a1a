package io.github.predictionone.reactor.internal;

import io.github.predictionone.PredictionOneException;
import io.github.predictionone.classifier.Classifier;
import io.github.predictionone.classifier.ClassifierEvent;
import io.github.predictionone.classifier.ClassifierId;
import io.github.predictionone.classifier.ClassifierRequest;
import io.github.predictionone.classifier.ClassifierStatus;
import io.github.predictionone.classifier.ClassifierUpdate;
import io.github.predictionone.classifier.CreatedClassifier;
import io.github.predictionone.inference.PredictOptions;
import io.github.predictionone.inference.Prediction;
import io.github.predictionone.internal.wire.ClassifierRequests;
import io.github.predictionone.internal.wire.Failures;
import io.github.predictionone.reactor.ClassifierOperations;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.reactor.internal.exchange.Answer;
import io.github.predictionone.reactor.internal.exchange.Exchange;
import io.github.predictionone.reactor.internal.watch.ClassifierSubject;
import io.github.predictionone.reactor.internal.watch.Watches;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The Classifier API group. */
final class Classifiers implements ClassifierOperations {

    private final Exchange exchange;
    private final Watches watches;
    private final WatchDecorator watchDecorator;
    private final Predictions predictions;
    private final BiFunction<ClassifierId, @Nullable ClassifierStatus, Mono<Answer<ClassifierStatus>>> look;

    Classifiers(
            Exchange exchange,
            Exchange polls,
            Watches watches,
            WatchDecorator watchDecorator,
            Predictions predictions) {
        this.exchange = exchange;
        this.watches = watches;
        this.watchDecorator = watchDecorator;
        this.predictions = predictions;
        this.look = new ClassifierList(polls)::status;
    }

    @Override
    public Mono<CreatedClassifier> create(ClassifierRequest request) {
        return exchange.send(ClassifierRequests.create(request))
                .map(Answer::value)
                .onErrorMap(
                        PredictionOneException.class,
                        failure -> Failures.isOutcomeUnknown(failure) ? unclear(failure) : failure);
    }

    private static PredictionOneException unclear(PredictionOneException failure) {
        return Failures.explained(
                failure,
                "the outcome is unknown: the classifier may or may not exist; list() shows the existing classifiers");
    }

    @Override
    public Flux<Classifier> list() {
        return exchange.send(ClassifierRequests.list()).flatMapIterable(Answer::value);
    }

    @Override
    public Mono<Classifier> find(ClassifierId id) {
        Objects.requireNonNull(id, "id");
        return list().filter(classifier -> classifier.id().equals(id)).next();
    }

    @Override
    public Mono<Classifier> update(ClassifierId id, ClassifierUpdate update) {
        if (update.isEmpty()) {
            throw new IllegalArgumentException("update must change at least one value");
        }
        return exchange.send(ClassifierRequests.update(id, update)).map(Answer::value);
    }

    @Override
    public Mono<Void> delete(ClassifierId id) {
        return exchange.send(ClassifierRequests.delete(id)).then();
    }

    @Override
    public Flux<ClassifierEvent> watch(ClassifierId id, WatchOptions options) {
        if (options.downloadTo().isPresent()) {
            throw new IllegalArgumentException("options must not include a download: a classifier has no archive");
        }
        Objects.requireNonNull(id, "id");
        return watchDecorator.observed(watches.watch(new ClassifierSubject(id, options.pollSchedule(), look), options));
    }

    @Override
    public Flux<Prediction> predict(Classifier classifier, Publisher<?> rows, PredictOptions options) {
        return predictions.predict(classifier, Flux.from(rows), options);
    }

    @Override
    public Flux<Prediction> predict(Classifier classifier, Path csv, PredictOptions options) {
        Objects.requireNonNull(csv, "csv");
        return predictions.predict(classifier, RowFile.rows(csv), options);
    }
}
