package io.github.predictionone.reactor.internal;

import io.github.predictionone.dataset.DataSet;
import io.github.predictionone.dataset.DataSetId;
import io.github.predictionone.internal.wire.ListRequests;
import io.github.predictionone.reactor.DataSetOperations;
import io.github.predictionone.reactor.internal.exchange.Answer;
import io.github.predictionone.reactor.internal.exchange.Exchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Uploaded data sets. */
record DataSets(Exchange exchange) implements DataSetOperations {

    @Override
    public Flux<DataSet> list() {
        return Listing.of(offset -> exchange.send(ListRequests.dataSets(offset)).map(Answer::value), DataSet::id);
    }

    @Override
    public Mono<Void> delete(DataSetId id) {
        return exchange.send(ListRequests.deleteDataSet(id)).then();
    }
}
