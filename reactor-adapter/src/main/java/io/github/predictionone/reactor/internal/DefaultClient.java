package io.github.predictionone.reactor.internal;

import io.github.predictionone.CredentialType;
import io.github.predictionone.IssuedApiKey;
import io.github.predictionone.WatchStatus;
import io.github.predictionone.dataset.DataSetInfo;
import io.github.predictionone.internal.wire.Requests;
import io.github.predictionone.reactor.ClassifierOperations;
import io.github.predictionone.reactor.DataSetOperations;
import io.github.predictionone.reactor.Instrumentation;
import io.github.predictionone.reactor.ModelOperations;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.reactor.ResultContent;
import io.github.predictionone.reactor.RetrainingOperations;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.reactor.internal.Credential.SecretKey;
import io.github.predictionone.reactor.internal.download.Downloads;
import io.github.predictionone.reactor.internal.exchange.Answer;
import io.github.predictionone.reactor.internal.exchange.Chain;
import io.github.predictionone.reactor.internal.exchange.Exchange;
import io.github.predictionone.reactor.internal.exchange.Exchanges;
import io.github.predictionone.reactor.internal.exchange.SendQueue;
import io.github.predictionone.reactor.internal.netty.Connections;
import io.github.predictionone.reactor.internal.netty.Connections.Use;
import io.github.predictionone.reactor.internal.netty.NettySender;
import io.github.predictionone.reactor.internal.storage.Storage;
import io.github.predictionone.reactor.internal.storage.TransferLimiter;
import io.github.predictionone.reactor.internal.storage.TransferObserver;
import io.github.predictionone.reactor.internal.support.ActiveCalls;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.reactor.internal.support.WorkerPool;
import io.github.predictionone.reactor.internal.upload.Uploads;
import io.github.predictionone.reactor.internal.watch.Watches;
import io.github.predictionone.training.ResultArchive;
import io.github.predictionone.training.ResultDownloaded;
import io.github.predictionone.training.StatusEvent;
import io.github.predictionone.training.TrainRequest;
import io.github.predictionone.training.TrainingData;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingStatus;
import io.github.predictionone.training.UploadProgress;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Assembles the parts of a client; each part implements its own calls. */
final class DefaultClient implements PredictionOneClient {

    private static final Logger LOG = LoggerFactory.getLogger(PredictionOneClient.class);

    private final Connections connections;
    private final Time time;
    private final SendQueue queue;
    private final ActiveCalls calls = new ActiveCalls();
    private final Watches watches;
    private final Trainings trainings;
    private final Results<TrainingId, ?, StatusEvent, ResultDownloaded> results;
    private final WatchDecorator watchDecorator;
    private final ModelOperations models;
    private final DataSetOperations dataSets;
    private final RetrainingOperations retrainings;
    private final ClassifierOperations classifiers;
    private final Optional<Exchange> issuer;
    private final Optional<Instrumentation> instrumentation;
    private final Disposable observation;
    private final AtomicBoolean closed = new AtomicBoolean();

    DefaultClient(DefaultClientBuilder settings, Credential credential, Connections connections) {
        this.connections = connections;
        this.time = settings.time;
        this.instrumentation = settings.instrumentation;
        this.queue = new SendQueue(settings.limiter.apply(time), connections.acquireTimeout(), time);
        Chain chain = new Chain(settings.retry, queue, calls, time, settings.random, instrumentation);
        Optional<CircuitBreaker> breaker = settings.breaker.apply(time);
        Exchanges exchanges = new Exchanges(chain, breaker, settings.maxConnections);
        TransferObserver transfers =
                instrumentation.map(TransferObserver::notifying).orElse(TransferObserver.NONE);
        this.issuer = credential instanceof SecretKey secret
                ? Optional.of(exchanges.issuer(secret.key(), network(settings.baseUrl, Use.KEYS)))
                : Optional.empty();
        NettySender network = network(settings.baseUrl, Use.CALLS);
        Exchange exchange = issuer.map(keys -> exchanges.withIssuedKeys(keys, network))
                .orElseGet(() -> exchanges.withKey(credential.key(), network));
        Storage storage = new Storage(
                connections::storage,
                settings.transferIdleTimeout,
                time,
                new TransferLimiter(settings.maxTransfers, connections.acquireTimeout(), time));
        this.watches = new Watches(
                time,
                settings.random,
                settings.retry.maxRetryAfter(),
                settings.maxWatches,
                instrumentation
                        .<Runnable>map(observer -> observer::watchRefused)
                        .orElse(() -> {}));
        this.watchDecorator = new WatchDecorator(calls, instrumentation);
        Exchange polls = exchanges.polls(exchange);
        Uploads uploads = new Uploads(storage, settings.retry, time, settings.random, transfers);
        Downloads archives = new Downloads(
                storage,
                settings.retry,
                time,
                settings.random,
                settings.downloads(),
                file -> ResultArchive.of(file).verify(),
                transfers);
        this.trainings = new Trainings(exchange, polls, uploads, settings.classifier, watches);
        this.results = results(new TrainingResults(trainings), archives, settings);
        this.models = new Models(exchange);
        this.dataSets = new DataSets(exchange);
        this.retrainings = new Retrainings(
                exchange,
                polls,
                uploads,
                settings.classifier,
                watches,
                watchDecorator,
                results(new RetrainingResults(exchange, settings.classifier), archives, settings));
        this.classifiers = new Classifiers(
                exchange,
                polls,
                watches,
                watchDecorator,
                new Predictions(
                        settings.inferenceHosts(),
                        origin -> exchanges.toOtherOrigin(network(origin, Use.INFERENCE)),
                        calls));
        this.observation = instrumentation
                .map(observer -> observer.clientBuilt(breaker.orElse(null), watches::size, WorkerPool::blocked))
                .orElse(Disposables.disposed());
        WorkerPool.clientOpened();
    }

    private NettySender network(URI origin, Use use) {
        NettySender sender = new NettySender(connections, origin, use);
        return instrumentation.map(observer -> sender.observed()).orElse(sender);
    }

    private <I, S extends WatchStatus, E, D extends E> Results<I, S, E, D> results(
            ResultSource<I, S, E, D> source, Downloads archives, DefaultClientBuilder settings) {
        return new Results<>(source, archives, calls, settings.retry, time, settings.random);
    }

    @Override
    public Mono<TrainingId> uploadTrainingData(TrainingData data) {
        return uploadTrainingData(data, Uploads.NO_LISTENER);
    }

    @Override
    public Mono<TrainingId> uploadTrainingData(TrainingData data, Consumer<UploadProgress> progress) {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(progress, "progress");
        return calls.untilClosed(() -> "upload of " + data.training().getFileName(), trainings.upload(data, progress));
    }

    @Override
    public Mono<DataSetInfo> dataSetInfo(TrainingId id) {
        return trainings.dataSetInfo(id);
    }

    @Override
    public Mono<TrainingId> train(TrainRequest request) {
        return trainings.train(request);
    }

    @Override
    public Mono<TrainingStatus> trainingStatus(TrainingId id) {
        return trainings.status(id);
    }

    @Override
    public Flux<StatusEvent> watchTraining(TrainingId id, WatchOptions options) {
        Objects.requireNonNull(id, "id");
        return watchDecorator.withDownload(trainings.watch(id, options), results, id, options);
    }

    @Override
    public Flux<ByteBuffer> streamResult(TrainingId id) {
        return results.stream(id);
    }

    @Override
    public Mono<ResultContent> resultContent(TrainingId id) {
        return results.content(id);
    }

    @Override
    public Mono<ResultDownloaded> downloadResult(TrainingId id, Path target) {
        return results.download(id, target);
    }

    @Override
    public ClassifierOperations classifiers() {
        return classifiers;
    }

    @Override
    public ModelOperations models() {
        return models;
    }

    @Override
    public DataSetOperations dataSets() {
        return dataSets;
    }

    @Override
    public RetrainingOperations retraining() {
        return retrainings;
    }

    @Override
    public Mono<IssuedApiKey> issueApiKey(CredentialType type) {
        Objects.requireNonNull(type, "type");
        Exchange exchange = issuer.orElseThrow(
                () -> new IllegalStateException("Only a client with a secret key can obtain API keys."));
        return exchange.send(Requests.apiKey(type)).map(Answer::value);
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        ClosingSignals signals = new ClosingSignals(time);
        // A step that throws does not prevent the next one. Watches are closed first: later steps end polls, and a poll
        // that ends would end its watch.
        Stream.<Runnable>of(
                        () -> watches.close(signals),
                        queue::close,
                        () -> calls.close(signals),
                        observation::dispose,
                        WorkerPool::clientClosed,
                        () -> await(signals.delivered()),
                        () -> await(connections.close()))
                .forEach(DefaultClient::tried);
    }

    private static void tried(Runnable step) {
        try {
            step.run();
        } catch (Throwable e) {
            LOG.atWarn().setCause(e).log("a step of closing the client failed: {}", e.toString());
        }
    }

    /** Waits for the end, unless this thread must not block. An interruption does not shorten the wait. */
    static void await(Mono<Void> end) {
        CompletableFuture<Void> ended = end.toFuture();
        if (!Schedulers.isInNonBlockingThread()) {
            ended.join();
        }
    }
}
