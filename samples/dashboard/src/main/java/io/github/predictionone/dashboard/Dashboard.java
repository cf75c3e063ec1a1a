package io.github.predictionone.dashboard;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the dashboard. */
@SpringBootApplication
public class Dashboard {

    public static void main(String[] arguments) {
        SpringApplication.run(Dashboard.class, arguments);
    }
}
