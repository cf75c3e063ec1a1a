package io.github.predictionone.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.testsupport.Requirement;
import java.net.URI;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Provides the Chromium that all tests of the run share, and resets it before each test. After each test it saves a
 * screenshot and checks that the console has no errors, except for those that the test has taken, and that no request
 * went to another machine.
 */
final class ChromiumExtension
        implements ExecutionCondition, BeforeEachCallback, AfterTestExecutionCallback, ParameterResolver {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (Chromium.BROWSER.canExecute() && Chromium.DRIVER.canExecute()) {
            return ConditionEvaluationResult.enabled("Chromium and its driver are available.");
        }
        String reason = "cannot execute " + Chromium.BROWSER + " or " + Chromium.DRIVER
                + "; set -Dchromium=… and -Dchromedriver=… to use others";
        Requirement.missing(context.getDisplayName(), reason);
        return ConditionEvaluationResult.disabled(reason);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        chromium(context).startAfresh();
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        Chromium chromium = chromium(context);
        chromium.screenshot(Stream.of(
                        context.getRequiredTestClass().getSimpleName(),
                        context.getRequiredTestMethod().getName(),
                        context.getDisplayName())
                .filter(name -> name.matches("\\w+"))
                .collect(Collectors.joining("-")));
        if (context.getExecutionException().isEmpty()) {
            assertThat(chromium.log().takeErrors()).as("the console's errors").isEmpty();
            assertThat(chromium.log().requests())
                    .as("requests")
                    .filteredOn(url -> url.matches("(http|ws).*"))
                    .isNotEmpty()
                    .allMatch(url -> URI.create(url).getHost().endsWith("localhost"));
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Chromium.class;
    }

    @Override
    public Chromium resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return chromium(context);
    }

    private static Chromium chromium(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(ChromiumExtension.class))
                .computeIfAbsent(Chromium.class, key -> new Chromium(), Chromium.class);
    }
}
