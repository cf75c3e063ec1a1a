package io.github.predictionone.spring;

import io.github.predictionone.training.TrainingId;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Decides whether a request may see a training. The {@link StatusEvents} bean calls a bean of this type before it opens
 * a stream. Without such a bean, every request may see every training.
 */
@FunctionalInterface
public interface StatusEventsAccess {

    /**
     * Returns whether this request may see the events of this training.
     *
     * @param exchange the request, with its principal
     * @param id the training that the request names, which may not exist
     * @return true or false; empty counts as false, and an error becomes the error of the response
     */
    Mono<Boolean> isAllowed(ServerWebExchange exchange, TrainingId id);
}
