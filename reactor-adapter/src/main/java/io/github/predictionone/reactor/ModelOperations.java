package io.github.predictionone.reactor;

import io.github.predictionone.model.Model;
import io.github.predictionone.model.ModelId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Trained models. What is said of all calls at {@link PredictionOneClient} holds here. */
public interface ModelOperations {

    /**
     * All models ({@code GET /models}), page by page: the next page is asked for when more of them are demanded than have
     * come, so {@code list().take(1)} is one call.
     *
     * <p>No model comes twice, whatever is added or removed meanwhile. One that is there all the time is missed only if
     * as many were added as removed between two pages. The stream ends when the service has no more, or has nothing new
     * to say three times in a row.
     *
     * @return the models in the service's order
     */
    Flux<Model> list();

    /**
     * Deletes a model ({@code DELETE /models/ID}).
     *
     * @param id the model
     * @return empty, when the service has accepted, also where an attempt whose answer was lost had done it already; an {@link io.github.predictionone.ApiException} if it refuses
     */
    Mono<Void> delete(ModelId id);
}
