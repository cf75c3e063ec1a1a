package io.github.predictionone.spring;

import io.github.predictionone.training.TrainingId;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Decides whether a request may see a training. As a bean, it stands before every stream of the {@link StatusEvents}
 * bean; without one, every request may see every training.
 */
@FunctionalInterface
public interface StatusEventsAccess {

    /**
     * Whether this request may see the events of this training.
     *
     * @param exchange the request, with its principal
     * @param id the training, as the request names it: it need not exist
     * @return true or false; empty counts as false, and an error becomes the response's
     */
    Mono<Boolean> isAllowed(ServerWebExchange exchange, TrainingId id);
}
