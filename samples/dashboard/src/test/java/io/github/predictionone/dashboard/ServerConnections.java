package io.github.predictionone.dashboard;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.Connection;

/** Beans of a server that shares no threads with other applications in this JVM, and whose connections can be cut. */
class ServerConnections {

    private final Set<Connection> open = ConcurrentHashMap.newKeySet();

    @Bean
    ReactorResourceFactory ownResources() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        resources.setShutdownQuietPeriod(Duration.ZERO);
        return resources;
    }

    @Bean
    NettyServerCustomizer remembersConnections() {
        return server -> server.doOnConnection(connection -> {
            open.add(connection);
            connection.onDispose(() -> open.remove(connection));
        });
    }

    void cut() {
        open.forEach(Connection::dispose);
    }
}
