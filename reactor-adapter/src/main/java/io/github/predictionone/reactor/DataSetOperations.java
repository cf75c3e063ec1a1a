package io.github.predictionone.reactor;

import io.github.predictionone.dataset.DataSet;
import io.github.predictionone.dataset.DataSetId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Operations on uploaded data sets. The general rules in {@link PredictionOneClient} apply here too. */
public interface DataSetOperations {

    /**
     * Lists all data sets ({@code GET /data-sets}), page by page, with the guarantees of
     * {@link ModelOperations#list()}.
     *
     * @return the data sets in the service's order
     */
    Flux<DataSet> list();

    /**
     * Deletes a data set ({@code DELETE /data-sets/ID}).
     *
     * @param id the data set
     * @return completes empty when the service has accepted the deletion, even if an earlier attempt whose response was
     *     lost had already deleted the data set; an {@link io.github.predictionone.ApiException} if the service refuses
     */
    Mono<Void> delete(DataSetId id);
}
