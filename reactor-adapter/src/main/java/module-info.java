/** The client: Mono and Flux over Reactor Netty. */
module io.github.predictionone.reactor {
    requires static com.google.errorprone.annotations;
    requires transitive io.github.predictionone.core;
    requires transitive io.github.resilience4j.circuitbreaker;
    requires transitive io.github.resilience4j.ratelimiter;
    requires io.github.resilience4j.core;
    requires io.github.resilience4j.retry;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.codec.http;
    // Reactor Netty loads codec.http2 with every client and handler.proxy for a proxy; as an automatic module, it can't
    // require them.
    requires io.netty.codec.http2;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.handler.proxy;
    requires io.netty.resolver;
    requires io.netty.resolver.dns;
    requires io.netty.transport;
    requires static io.netty.transport.unix.common;
    requires static transitive org.jspecify;
    requires transitive org.reactivestreams;
    requires org.slf4j;
    requires transitive reactor.core;
    requires reactor.netty.core;
    requires reactor.netty.http;
    // Only for applications that use the micrometer package.
    requires static transitive micrometer.commons;
    requires static transitive micrometer.core;
    requires static transitive micrometer.observation;

    exports io.github.predictionone.reactor;
    exports io.github.predictionone.reactor.micrometer;
}
