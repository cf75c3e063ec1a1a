package io.github.predictionone.dashboard;

import java.io.IOException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.config.ResourceHandlerRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.resource.TransformedResource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Serves the static files from memory; each is read once. Spring reads them from the jar for every request. If the
 * browser disconnects, Spring closes the stream during a read, and the JDK gives the inflater, still in use, to the
 * next reader of the jar. That reader gets corrupt data.
 */
@Configuration(proxyBeanMethods = false)
class Pages implements WebFluxConfigurer {

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/**")
                .addResourceLocations("classpath:/static/")
                // The browser revalidates its copy on each use, so a new version shows immediately.
                .setCacheControl(CacheControl.noCache())
                .resourceChain(true)
                .addTransformer((exchange, file, chain) ->
                        chain.transform(exchange, file).flatMap(Pages::inMemory));
    }

    /** Reads a file and closes it on one thread, also when the request is cancelled. */
    static Mono<Resource> inMemory(Resource file) {
        return Mono.<Resource>fromCallable(() -> new TransformedResource(file, file.getContentAsByteArray()))
                .subscribeOn(Schedulers.boundedElastic());
    }

    /** Precedes Spring Boot's welcome page, which reads the file for every request. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterFunction<ServerResponse> home(@Value("classpath:/static/index.html") Resource page) throws IOException {
        byte[] html = page.getContentAsByteArray();
        return RouterFunctions.route()
                .GET(
                        "/",
                        request -> ServerResponse.ok()
                                .contentType(MediaType.TEXT_HTML)
                                .cacheControl(CacheControl.noCache())
                                .bodyValue(html))
                .build();
    }
}
