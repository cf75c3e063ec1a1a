package io.github.predictionone.reactor;

import io.github.predictionone.model.Model;
import io.github.predictionone.model.ModelId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Operations on trained models. The general rules in {@link PredictionOneClient} apply here too. */
public interface ModelOperations {

    /**
     * Lists all models ({@code GET /models}), page by page. The next page is requested only if demand exceeds the
     * models received so far, so {@code list().take(1)} is one call.
     *
     * <p>No model is emitted twice, even if models are added or removed in the meantime. A model that exists all the
     * time is missed only if equally many models were added and removed between two pages. The stream ends when the
     * service has no more models, or when three pages in a row contain nothing new.
     *
     * @return the models in the service's order
     */
    Flux<Model> list();

    /**
     * Deletes a model ({@code DELETE /models/ID}).
     *
     * @param id the model
     * @return completes empty when the service has accepted the deletion, even if an earlier attempt whose response was
     *     lost had already deleted the model; an {@link io.github.predictionone.ApiException} if the service refuses
     */
    Mono<Void> delete(ModelId id);
}
