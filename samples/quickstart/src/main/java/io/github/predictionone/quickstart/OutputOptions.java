package io.github.predictionone.quickstart;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The output options that all commands with results have in common. */
final class OutputOptions {

    @Option(names = "--json", description = "Print JSON, one object per line, and nothing else.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    boolean json() {
        return json;
    }

    Console console() {
        return new Console(command.commandLine().getOut(), json);
    }
}
