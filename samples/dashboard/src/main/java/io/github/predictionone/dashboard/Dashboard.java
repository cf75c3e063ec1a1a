package io.github.predictionone.dashboard;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;

/** Starts the dashboard. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Dashboard {

    private static final Logger LOG = LoggerFactory.getLogger(Dashboard.class);

    public static void main(String[] arguments) {
        SpringApplication.run(Dashboard.class, arguments);
    }

    @EventListener
    void ready(WebServerInitializedEvent server) {
        LOG.info(
                "The dashboard is at http://localhost:{}", server.getWebServer().getPort());
    }
}
