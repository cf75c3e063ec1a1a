package io.github.predictionone.quickstart;

import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The service that a command talks to, and the rate limit of its requests. */
final class ServiceOptions {

    @Option(
            names = "--requests-per-second",
            paramLabel = "N",
            defaultValue = "20",
            description = "Maximum number of requests per second; 0 means no limit. Default: ${DEFAULT-VALUE}.")
    private int requestsPerSecond;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Returns the service that the environment describes. */
    Service real() {
        return Service.real(environment(), requestsPerSecond);
    }

    /** Returns the service that the environment describes or, if it has no key, an emulator. */
    Service realOrEmulated(Console console) {
        return Service.realOrEmulated(environment(), requestsPerSecond, console);
    }

    private Map<String, String> environment() {
        return ((Quickstart) command.root().userObject()).environment();
    }
}
