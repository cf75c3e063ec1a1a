package io.github.predictionone.reactor;

import io.github.predictionone.dataset.DataSet;
import io.github.predictionone.dataset.DataSetId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Uploaded data sets. What is said of all calls at {@link PredictionOneClient} holds here. */
public interface DataSetOperations {

    /**
     * All data sets ({@code GET /data-sets}), page by page, with the guarantees of {@link ModelOperations#list()}.
     *
     * @return the data sets in the service's order
     */
    Flux<DataSet> list();

    /**
     * Deletes a data set ({@code DELETE /data-sets/ID}).
     *
     * @param id the data set
     * @return empty, when the service has accepted, also where an attempt whose answer was lost had done it already; an {@link io.github.predictionone.ApiException} if it refuses
     */
    Mono<Void> delete(DataSetId id);
}
