package io.github.predictionone.reactor.internal;

import io.github.predictionone.internal.wire.ListRequests;
import io.github.predictionone.model.Model;
import io.github.predictionone.model.ModelId;
import io.github.predictionone.reactor.ModelOperations;
import io.github.predictionone.reactor.internal.exchange.Answer;
import io.github.predictionone.reactor.internal.exchange.Exchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Trained models. */
record Models(Exchange exchange) implements ModelOperations {

    @Override
    public Flux<Model> list() {
        return Listing.of(offset -> exchange.send(ListRequests.models(offset)).map(Answer::value), Model::id);
    }

    @Override
    public Mono<Void> delete(ModelId id) {
        return exchange.send(ListRequests.deleteModel(id)).then();
    }
}
