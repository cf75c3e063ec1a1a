package io.github.predictionone.reactor.internal;

import io.github.predictionone.PredictionOneException;
import io.github.predictionone.dataset.DataSetInfo;
import io.github.predictionone.internal.wire.Failures;
import io.github.predictionone.internal.wire.Requests;
import io.github.predictionone.internal.wire.StatusAnswer;
import io.github.predictionone.internal.wire.UploadSlots;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.reactor.internal.exchange.Answer;
import io.github.predictionone.reactor.internal.exchange.Exchange;
import io.github.predictionone.reactor.internal.upload.Uploads;
import io.github.predictionone.reactor.internal.watch.TrainingSubject;
import io.github.predictionone.reactor.internal.watch.Watches;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.StatusEvent;
import io.github.predictionone.training.TrainRequest;
import io.github.predictionone.training.TrainingData;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingStatus;
import io.github.predictionone.training.UploadProgress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The Train API group. */
final class Trainings {

    private final Exchange exchange;
    private final Uploads uploads;
    private final StatusClassifier classifier;
    private final Watches watches;
    private final Function<TrainingId, Mono<Answer<TrainingStatus>>> statusCheck;

    /** {@code polls} makes the same calls as {@code exchange}, for watches. */
    Trainings(Exchange exchange, Exchange polls, Uploads uploads, StatusClassifier classifier, Watches watches) {
        this.exchange = exchange;
        this.uploads = uploads;
        this.classifier = classifier;
        this.watches = watches;
        this.statusCheck = TrainingSubject.statusCheck(polls, classifier);
    }

    Mono<TrainingId> upload(TrainingData data, Consumer<UploadProgress> progress) {
        Mono<Void> checked = uploads.check(data.training())
                .then(Mono.justOrEmpty(data.evaluation()).flatMap(uploads::check));
        Mono<TrainingId> sent = exchange.send(Requests.uploadSlots(data.extension()))
                .map(Answer::value)
                .flatMap(slots -> Mono.when(puts(data, slots, progress)).thenReturn(slots.id()));
        return checked.then(uploads.limited("upload of " + data.training().getFileName(), sent))
                .doOnNext(watches::markKnown);
    }

    /** Uploads the files in parallel; the first failure cancels the others. */
    private List<Mono<Void>> puts(TrainingData data, UploadSlots slots, Consumer<UploadProgress> progress) {
        List<Mono<Void>> puts = new ArrayList<>();
        puts.add(uploads.put(
                "upload of the training data of " + slots.id(), slots.training(), data.training(), progress));
        data.evaluation()
                .ifPresent(file -> puts.add(uploads.put(
                        "upload of the evaluation data of " + slots.id(), slots.evaluation(), file, progress)));
        data.columnInfo()
                .map(info -> info.toCsv().getBytes(StandardCharsets.UTF_8))
                .ifPresent(csv -> puts.add(
                        uploads.put("upload of the column information of " + slots.id(), slots.columnInfo(), csv)));
        return puts;
    }

    Mono<DataSetInfo> dataSetInfo(TrainingId id) {
        return exchange.send(Requests.dataSetInfo(id)).map(Answer::value);
    }

    Mono<TrainingId> train(TrainRequest request) {
        return exchange.send(Requests.train(request))
                .map(Answer::value)
                .onErrorResume(
                        PredictionOneException.class,
                        failure -> Failures.isOutcomeUnknown(failure)
                                ? knownOr(request.id(), failure)
                                : Mono.error(failure))
                .doOnNext(watches::markKnown);
    }

    private Mono<TrainingId> knownOr(TrainingId id, PredictionOneException failure) {
        return status(id)
                .map(TrainingStatus::id)
                .onErrorMap(unknown -> Failures.explained(
                        failure,
                        "the outcome is unknown: the training may or may not have started;"
                                + " the request for its status failed: "
                                + unknown.getMessage()));
    }

    Mono<TrainingStatus> status(TrainingId id) {
        return statusAnswer(id).map(StatusAnswer::status).doOnNext(status -> watches.markKnown(id));
    }

    Mono<StatusAnswer<TrainingStatus>> statusAnswer(TrainingId id) {
        return exchange.send(Requests.trainingStatus(id, classifier)).map(Answer::value);
    }

    Flux<StatusEvent> watch(TrainingId id, WatchOptions options) {
        return watches.watch(new TrainingSubject(id, options.pollSchedule(), statusCheck), options);
    }
}
