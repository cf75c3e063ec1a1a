package io.github.predictionone.spring.readme;

import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
class DashboardApplication {}
