package io.github.predictionone.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.spring.ContextCloseWebFilter;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;

class PredictionOneWebAutoConfigurationTest {

    private static final AutoConfigurations WEB = AutoConfigurations.of(PredictionOneWebAutoConfiguration.class);

    @Test
    void aWebFluxApplicationEndsItsStreams() {
        new ReactiveWebApplicationContextRunner()
                .withConfiguration(WEB)
                .run(context -> assertThat(context).hasSingleBean(ContextCloseWebFilter.class));
    }

    @Test
    void itBacksOffForAFilterOfTheApplications() {
        new ReactiveWebApplicationContextRunner()
                .withConfiguration(WEB)
                .withBean("own", ContextCloseWebFilter.class)
                .run(context -> assertThat(context)
                        .hasSingleBean(ContextCloseWebFilter.class)
                        .hasBean("own"));
    }

    @Test
    void noOtherApplicationHasAFilter() {
        new ApplicationContextRunner()
                .withConfiguration(WEB)
                .run(context -> assertThat(context).doesNotHaveBean(ContextCloseWebFilter.class));
    }
}
