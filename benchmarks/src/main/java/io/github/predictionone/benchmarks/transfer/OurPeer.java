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
        client = PredictionOneClient.builder()
                .baseUrl(service)
                .apiKey("benchmark")
                .build();
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
