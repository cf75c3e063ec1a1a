/** The service's vocabulary, JSON, errors and policies: values and decisions, without network access. */
@SuppressWarnings("module") // The client's module is compiled after this one; Jackson 2 may be absent.
module io.github.predictionone.core {
    requires transitive com.fasterxml.jackson.annotation;
    requires de.siegmar.fastcsv;
    requires static transitive org.jspecify;
    requires tools.jackson.core;
    requires transitive tools.jackson.databind;

    exports io.github.predictionone;
    exports io.github.predictionone.classifier;
    exports io.github.predictionone.dataset;
    exports io.github.predictionone.inference;
    exports io.github.predictionone.model;
    exports io.github.predictionone.policy;
    exports io.github.predictionone.retraining;
    exports io.github.predictionone.training;
    exports io.github.predictionone.internal.text to
            io.github.predictionone.reactor;
    exports io.github.predictionone.internal.wire to
            io.github.predictionone.reactor;
    exports io.github.predictionone.internal.zip to
            io.github.predictionone.reactor;

    // Jackson 2 and 3 access the private values of the types that applications build.
    opens io.github.predictionone to
            com.fasterxml.jackson.databind,
            tools.jackson.databind;
    opens io.github.predictionone.classifier to
            com.fasterxml.jackson.databind,
            tools.jackson.databind;
    opens io.github.predictionone.training to
            com.fasterxml.jackson.databind,
            tools.jackson.databind;
    opens io.github.predictionone.internal.text to
            tools.jackson.databind;
    opens io.github.predictionone.internal.wire to
            tools.jackson.databind;
}
