package io.github.predictionone.spring;

import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.training.TrainingId;
import java.nio.ByteBuffer;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Result archives, streamed through the application. */
public final class ResultResponses {

    private ResultResponses() {}

    /**
     * The archive of a training under the name {@code ID.zip}.
     *
     * @param client who gets it
     * @param id the training
     * @param request what the browser asks for
     * @return see {@link #of(PredictionOneClient, TrainingId, ServerHttpRequest, String)}
     */
    public static Mono<ResponseEntity<Flux<ByteBuffer>>> of(
            PredictionOneClient client, TrainingId id, ServerHttpRequest request) {
        return of(client, id, request, id + ".zip");
    }

    /**
     * The archive of a training.
     *
     * @param client who gets it
     * @param id the training
     * @param request what the browser asks for
     * @param fileName under which name the browser is to keep it
     * @return the response
     */
    public static Mono<ResponseEntity<Flux<ByteBuffer>>> of(
            PredictionOneClient client, TrainingId id, ServerHttpRequest request, String fileName) {
        return Mono.just(ResponseEntity.ok(client.streamResult(id)));
    }
}
