package io.github.predictionone.dashboard;

import io.github.predictionone.spring.StatusEventsAccess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import reactor.core.publisher.Mono;

/** Starts the dashboard. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Dashboard {

    private static final Logger LOG = LoggerFactory.getLogger(Dashboard.class);

    public static void main(String[] arguments) {
        SpringApplication.run(Dashboard.class, arguments);
    }

    /** Restricts event streams to the dashboard's own trainings. Otherwise any client could have any id polled. */
    @Bean
    StatusEventsAccess ownTrainingsOnly(TrainingStore store) {
        return (exchange, id) -> Mono.just(store.find(id).isPresent());
    }

    @EventListener
    void ready(WebServerInitializedEvent server) {
        LOG.info(
                "dashboard started at http://localhost:{}",
                server.getWebServer().getPort());
    }
}
