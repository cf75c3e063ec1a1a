package io.github.predictionone.benchmarks.transfer;

import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.training.TrainingData;
import io.github.predictionone.training.TrainingId;
import java.net.URI;
import java.nio.file.Path;

/** The client of this project, as it comes: asks the service for the URL, checks, hashes, forces to disk. */
final class OurPeer implements Peer {

    private final PredictionOneClient client;

    OurPeer(URI service) {
        this(PredictionOneClient.builder(), service);
    }

    private OurPeer(PredictionOneClient.Builder builder, URI service) {
        client = builder.baseUrl(service).apiKey("benchmark").build();
    }

    /** The same with one connection per download. */
    static OurPeer single(URI service) {
        return new OurPeer(PredictionOneClient.builder().downloadConnections(1), service);
    }

    /** That one without its SHA-256, which no other peer computes. */
    static OurPeer withoutSums(URI service) {
        NoSums.install();
        return single(service);
    }

    @Override
    public void download(Path target) {
        client.downloadResult(TrainingId.of("training"), target).block();
    }

    @Override
    public void upload(Path file) {
        client.uploadTrainingData(TrainingData.of(file)).block();
    }
}
