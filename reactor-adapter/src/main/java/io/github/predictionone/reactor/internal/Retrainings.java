package io.github.predictionone.reactor.internal;

import io.github.predictionone.internal.wire.RetrainingRequests;
import io.github.predictionone.internal.wire.RetrainingSlot;
import io.github.predictionone.reactor.ResultContent;
import io.github.predictionone.reactor.RetrainingOperations;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.reactor.internal.exchange.Answer;
import io.github.predictionone.reactor.internal.exchange.Exchange;
import io.github.predictionone.reactor.internal.upload.UploadContent;
import io.github.predictionone.reactor.internal.upload.Uploads;
import io.github.predictionone.reactor.internal.watch.RetrainingSubject;
import io.github.predictionone.reactor.internal.watch.Watches;
import io.github.predictionone.retraining.RetrainJobId;
import io.github.predictionone.retraining.RetrainingData;
import io.github.predictionone.retraining.RetrainingEvent;
import io.github.predictionone.retraining.RetrainingEvent.ResultDownloaded;
import io.github.predictionone.retraining.RetrainingStatus;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.UploadProgress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The Retrain API group. */
final class Retrainings implements RetrainingOperations {

    private final Exchange exchange;
    private final Uploads uploads;
    private final StatusClassifier classifier;
    private final Watches watches;
    private final WatchDecorator watchDecorator;
    private final Results<RetrainJobId, ?, RetrainingEvent, ResultDownloaded> results;
    private final Function<RetrainJobId, Mono<Answer<RetrainingStatus>>> poll;

    /** {@code polls} makes the same calls as {@code exchange}, for watches. */
    Retrainings(
            Exchange exchange,
            Exchange polls,
            Uploads uploads,
            StatusClassifier classifier,
            Watches watches,
            WatchDecorator watchDecorator,
            Results<RetrainJobId, ?, RetrainingEvent, ResultDownloaded> results) {
        this.exchange = exchange;
        this.uploads = uploads;
        this.classifier = classifier;
        this.watches = watches;
        this.watchDecorator = watchDecorator;
        this.results = results;
        this.poll = id -> polls.send(RetrainingRequests.status(id, classifier))
                .map(answer -> new Answer<>(answer.value().status(), answer.retryAfter()));
    }

    @Override
    public Mono<RetrainJobId> upload(RetrainingData data) {
        return upload(data, Uploads.NO_LISTENER);
    }

    @Override
    public Mono<RetrainJobId> upload(RetrainingData data, Consumer<UploadProgress> progress) {
        Objects.requireNonNull(progress, "progress");
        String doing = "upload of " + data.fileName();
        Mono<RetrainJobId> upload = content(doing, data)
                .flatMap(content -> uploads.limited(
                        doing,
                        exchange.send(RetrainingRequests.uploadSlot(data))
                                .map(Answer::value)
                                .flatMap(slot -> put(slot, content, progress))));
        return watchDecorator.calls().untilClosed(() -> doing, upload);
    }

    private Mono<UploadContent> content(String doing, RetrainingData data) {
        Path training = data.training();
        if (data.evaluation().isEmpty()) {
            return uploads.file(doing, training);
        }
        Path evaluation = data.evaluation().get();
        Map<String, Path> files = new LinkedHashMap<>();
        files.put("train_src/" + training.getFileName(), training);
        files.put("eval_src/" + evaluation.getFileName(), evaluation);
        return uploads.zip(doing, training, files);
    }

    private Mono<RetrainJobId> put(RetrainingSlot slot, UploadContent content, Consumer<UploadProgress> progress) {
        return uploads.put("upload of the data of retraining " + slot.id(), slot.url(), content, progress)
                .thenReturn(slot.id())
                .doOnNext(watches::markKnown);
    }

    @Override
    public Mono<RetrainingStatus> status(RetrainJobId id) {
        return exchange.send(RetrainingRequests.status(id, classifier))
                .map(answer -> answer.value().status())
                .doOnNext(status -> watches.markKnown(id));
    }

    @Override
    public Flux<RetrainingEvent> watch(RetrainJobId id, WatchOptions options) {
        Objects.requireNonNull(id, "id");
        Flux<RetrainingEvent> events = watches.watch(new RetrainingSubject(id, options.pollSchedule(), poll), options);
        return watchDecorator.withDownload(events, results, id, options);
    }

    @Override
    public Flux<ByteBuffer> streamResult(RetrainJobId id) {
        return results.stream(id);
    }

    @Override
    public Mono<ResultContent> resultContent(RetrainJobId id) {
        return results.content(id);
    }

    @Override
    public Mono<ResultDownloaded> downloadResult(RetrainJobId id, Path target) {
        return results.download(id, target);
    }

    @Override
    public Mono<Void> switchModel(RetrainJobId id) {
        return exchange.send(RetrainingRequests.switchModel(id)).then();
    }
}
