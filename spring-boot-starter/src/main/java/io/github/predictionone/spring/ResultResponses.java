package io.github.predictionone.spring;

import io.github.predictionone.PredictionOneException;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.training.TrainingId;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Result archives, streamed through the application: the browser sees neither the storage nor a key.
 *
 * <p>The response has the archive's length and entity tag where the storage tells them, and a file name. A {@code HEAD}
 * gets the same without the bytes. One range is answered with 206 where the storage has ranges; {@code If-Range} is
 * honoured; several ranges, and what is no range, get the whole; one beyond the end gets 416.
 *
 * <p>What goes wrong before the first byte is answered with a problem (RFC 9457): 404 for an id that the service does not
 * know, 409 while the training has not finished, 410 if it has failed, 503 for trouble that may pass, 502 for other
 * trouble with the service or its storage. What goes wrong later cuts the connection: no browser takes that for a whole
 * archive. Bytes come as the browser takes them; one that goes away ends the download behind it.
 */
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
     * @param request what the browser asks for: its method and headers
     * @param fileName under which name the browser is to keep it, in any script; what can't stand in a file name is
     *     replaced
     * @return the response for a controller to return; an error only if something else than the client fails
     */
    public static Mono<ResponseEntity<Flux<ByteBuffer>>> of(
            PredictionOneClient client, TrainingId id, ServerHttpRequest request, String fileName) {
        Objects.requireNonNull(fileName, "fileName");
        return client.resultContent(id)
                .map(content -> new ResultResponse(content, fileName).to(request))
                .onErrorResume(PredictionOneException.class, failure -> Mono.just(ResultProblem.response(failure)));
    }
}
