package io.github.predictionone.benchmarks.transfer;

import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.training.TrainingData;
import io.github.predictionone.training.TrainingId;
import java.net.URI;
import java.nio.file.Path;

/** This project's client with its defaults: requests the URL, checks, hashes, and forces to disk. */
final class OurPeer implements Peer {

    private final PredictionOneClient client;

    OurPeer(URI service) {
        this(PredictionOneClient.builder(), service);
    }

    private OurPeer(PredictionOneClient.Builder builder, URI service) {
        client = builder.baseUrl(service).apiKey("benchmark").build();
    }

    /** Returns a peer with one connection per download. */
    static OurPeer single(URI service) {
        return new OurPeer(PredictionOneClient.builder().downloadConnections(1), service);
    }

    /** Returns a peer with one connection and without the SHA-256, which no other peer computes. */
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
