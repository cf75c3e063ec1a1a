package io.github.predictionone.spring.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports the wrong property and its correction instead of a stack trace. */
final class UnusableConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<UnusableConfigurationException> {

    UnusableConfigurationFailureAnalyzer() {}

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnusableConfigurationException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), cause);
    }
}
