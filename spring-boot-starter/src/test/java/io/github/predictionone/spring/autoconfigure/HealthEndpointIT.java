package io.github.predictionone.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.emulator.PredictionOneEmulator;
import io.github.predictionone.spring.test.AutoConfigurePredictionOneEmulator;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Tests that a WebFlux application is unhealthy but live if its service is down. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.endpoint.health.probes.enabled=true",
            "management.endpoint.health.show-details=always",
            "management.endpoint.health.group.readiness.include=readinessState,predictionone",
            "predictionone.retry.max-attempts=1",
            "predictionone.health.timeout=1h",
            // A cached result must not outlive a step of the test.
            "predictionone.health.time-to-live=1ns"
        })
@AutoConfigurePredictionOneEmulator
class HealthEndpointIT {

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        /** Own resources: shared ones would stop when another application in the JVM closes. */
        @Bean
        ReactorResourceFactory ownResources() {
            ReactorResourceFactory resources = new ReactorResourceFactory();
            resources.setUseGlobalResources(false);
            return resources;
        }
    }

    @LocalServerPort
    private int port;

    @Autowired
    private PredictionOneEmulator emulator;

    private String health(String group, int status) {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(Duration.ofHours(1))
                .build()
                .get()
                .uri("/actuator/health" + group)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
    }

    @Test
    void livenessNeverDependsOnTheService() {
        assertThat(health("", 200)).contains("\"predictionone\":{\"status\":\"UP\"}");
        assertThat(health("/readiness", 200)).contains("predictionone");
        long before = emulator.requestCount("GET", "/v1/external/models/results");
        assertThat(health("/liveness", 200)).doesNotContain("predictionone");
        assertThat(emulator.requestCount("GET", "/v1/external/models/results")).isEqualTo(before);
        emulator.stopServers();
        assertThat(health("", 503)).contains("\"predictionone\":{").doesNotContain(emulator.secretKey());
        assertThat(health("/readiness", 503)).contains("DOWN");
        assertThat(health("/liveness", 200)).contains("UP");
    }
}
