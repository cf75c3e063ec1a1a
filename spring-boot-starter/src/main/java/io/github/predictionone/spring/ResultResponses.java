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
 * Streams result archives through the application. The browser sees neither the storage nor a key.
 *
 * <p>The response has a file name and, if the storage sends them, the archive's length and entity tag. {@code HEAD}
 * returns the same headers without the bytes. If the storage supports byte ranges, a request for one range receives
 * 206, or 416 if the range starts beyond the end; {@code If-Range} is honoured. Several ranges, or an invalid one,
 * receive the whole archive.
 *
 * <p>A failure before the first byte becomes a problem response (RFC 9457): 404 for an id that the service does not
 * know, 409 if the training has not finished, 410 if it has failed, 503 for a transient failure, and 502 for any other
 * failure of the service or its storage. A later failure closes the connection, so that the browser does not take the
 * bytes already received for a whole archive. The download respects the browser's backpressure, and is cancelled if the
 * browser disconnects.
 */
public final class ResultResponses {

    private ResultResponses() {}

    /**
     * Returns the response with the archive of a training, under the name {@code ID.zip}.
     *
     * @param client the client that downloads the archive
     * @param id the training
     * @param request the browser's request
     * @return see {@link #of(PredictionOneClient, TrainingId, ServerHttpRequest, String)}
     */
    public static Mono<ResponseEntity<Flux<ByteBuffer>>> of(
            PredictionOneClient client, TrainingId id, ServerHttpRequest request) {
        return of(client, id, request, id + ".zip");
    }

    /**
     * Returns the response with the archive of a training.
     *
     * @param client the client that downloads the archive
     * @param id the training
     * @param request the browser's request, for its method and headers
     * @param fileName the name under which the browser saves the archive, in any script; characters that a file name
     *     cannot contain are replaced
     * @return the response for a controller to return; an error only if something other than the client fails
     */
    public static Mono<ResponseEntity<Flux<ByteBuffer>>> of(
            PredictionOneClient client, TrainingId id, ServerHttpRequest request, String fileName) {
        Objects.requireNonNull(fileName, "fileName");
        return client.resultContent(id)
                .map(content -> new ResultResponse(content, fileName).to(request))
                .onErrorResume(PredictionOneException.class, failure -> Mono.just(ResultProblem.response(failure)));
    }
}
