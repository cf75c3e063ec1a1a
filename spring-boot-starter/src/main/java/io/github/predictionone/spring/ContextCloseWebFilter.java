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
 * Ends the streams of {@link StatusEvents} when the application shuts down. Without it, a graceful shutdown would wait
 * for streams that have no end. The streams find the signal in their Reactor context.
 *
 * <p>The auto-configuration registers one filter. It ignores the closing of any other application context.
 */
public final class ContextCloseWebFilter implements WebFilter, ApplicationListener<ContextClosedEvent> {

    private static final Object KEY = ContextCloseWebFilter.class;

    private final ApplicationContext application;
    private final Sinks.Empty<Void> closed = Sinks.empty();

    /**
     * Creates the filter of one application.
     *
     * @param application the context whose closing ends the streams
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

    /** Completes when the application closes; never completes if no filter has set the signal. */
    static Mono<Void> closing(ContextView context) {
        return context.hasKey(KEY) ? context.get(KEY) : Mono.never();
    }
}
