package io.github.predictionone.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Finds the accessibility violations of a page. */
final class Axe {

    private static final String SOURCE = source();
    private static final String RUN = """
            const done = arguments[arguments.length - 1];
            axe.run({ resultTypes: ['violations'] }).then(
              ({ violations }) => done(violations.flatMap(({ id, nodes }) => nodes.map(
                ({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`))),
              (failure) => done([String(failure)]));
            """;

    private Axe() {}

    /** Returns the violations, each with the rule, the element and the reason. */
    static List<?> violations(Chromium chromium) {
        chromium.run(SOURCE);
        return (List<?>) chromium.runToEnd(RUN);
    }

    private static String source() {
        try (InputStream file = Axe.class.getResourceAsStream("/axe.min.js")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
