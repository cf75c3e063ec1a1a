package io.github.predictionone.quickstart;

import io.github.predictionone.emulator.PredictionOneEmulator;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A command that has ended: its exit code and its output. */
record CommandRun(int exitCode, String out, String err) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Runs a command with only these environment variables. */
    static CommandRun of(Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = Quickstart.commandLine(environment);
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        int exitCode = commandLine.execute(arguments);
        return new CommandRun(exitCode, out.toString(), err.toString());
    }

    /** Runs a command against an emulator that is already running. */
    static CommandRun of(PredictionOneEmulator emulator, String... arguments) {
        Map<String, String> environment = Map.of(
                "PREDICTION_ONE_BASE_URL", emulator.origin().toString(),
                "PREDICTION_ONE_SECRET_KEY", emulator.secretKey());
        return of(environment, arguments);
    }

    /** Parses the output, which has one JSON object per line. */
    List<JsonNode> json() {
        return out.lines().map(JSON::readTree).toList();
    }
}
