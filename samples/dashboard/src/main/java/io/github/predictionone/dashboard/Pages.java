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
 * What the pages are made of, read once and kept. Spring would read it from the jar for every request, and close it while it
 * is being read when a browser goes away: the JDK then hands what unpacks it to two readers at a time, and the next page,
 * setting or class is garbage.
 */
@Configuration(proxyBeanMethods = false)
class Pages implements WebFluxConfigurer {

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/**")
                .addResourceLocations("classpath:/static/")
                // The browser asks whether its copy is still good, so that a new version shows at once.
                .setCacheControl(CacheControl.noCache())
                .resourceChain(true)
                .addTransformer((exchange, file, chain) ->
                        chain.transform(exchange, file).flatMap(Pages::inMemory));
    }

    /** Read and closed by one thread, whoever goes away meanwhile. */
    static Mono<Resource> inMemory(Resource file) {
        return Mono.<Resource>fromCallable(() -> new TransformedResource(file, file.getContentAsByteArray()))
                .subscribeOn(Schedulers.boundedElastic());
    }

    /** Before Spring Boot's own, which reads the page for every request. */
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
