package io.github.predictionone.spring;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.context.ContextView;

/**
 * Tells the streams of {@link StatusEvents}, through their Reactor context, when the application is shut down: else a
 * graceful shutdown would wait for streams that have no end.
 *
 * <p>The auto-configuration registers one. Where a context is closed of which it is not a part, nothing happens.
 */
public final class ContextCloseWebFilter implements WebFilter, ApplicationListener<ContextClosedEvent> {

    private static final Object KEY = ContextCloseWebFilter.class;

    private final ApplicationContext application;
    private final Sinks.Empty<Void> closed = Sinks.empty();

    /**
     * A filter for one application.
     *
     * @param application the context whose end is the end of the streams
     */
    public ContextCloseWebFilter(ApplicationContext application) {
        this.application = application;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return chain.filter(exchange).contextWrite(context -> context.put(KEY, closed.asMono()));
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        if (event.getApplicationContext() == application) {
            closed.tryEmitEmpty();
        }
    }

    /** Completes when the application is closed; never where nobody tells. */
    static Mono<Void> closing(ContextView context) {
        return context.hasKey(KEY) ? context.get(KEY) : Mono.never();
    }
}
