package io.github.predictionone.quickstart;

import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which service a command talks to, and how fast. */
final class ServiceOptions {

    @Option(
            names = "--requests-per-second",
            paramLabel = "N",
            defaultValue = "20",
            description = "At most so many requests per second; 0: no limit. Default: ${DEFAULT-VALUE}.")
    private int requestsPerSecond;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** By the environment. */
    Service real() {
        return Service.real(environment(), requestsPerSecond);
    }

    /** By the environment, or where that has no key, an emulator. */
    Service realOrEmulated(Console console) {
        return Service.realOrEmulated(environment(), requestsPerSecond, console);
    }

    private Map<String, String> environment() {
        return ((Quickstart) command.root().userObject()).environment();
    }
}
