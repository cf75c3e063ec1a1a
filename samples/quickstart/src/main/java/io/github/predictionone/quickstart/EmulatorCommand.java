package io.github.predictionone.quickstart;

import io.github.predictionone.emulator.PredictionOneEmulator;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "emulator",
        mixinStandardHelpOptions = true,
        description = "Run an emulator until interrupted. Prints the environment variables for programs that use it.",
        footer = {"", "Example:", "  emulator --port 8080 --storage-port 8081"})
final class EmulatorCommand implements Callable<Integer> {

    @Option(names = "--port", defaultValue = "0", description = "Port of the API. Default: any free port.")
    private int port;

    @Option(names = "--storage-port", defaultValue = "0", description = "Port of the storage. Default: any free port.")
    private int storagePort;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws InterruptedException {
        try (PredictionOneEmulator emulator = PredictionOneEmulator.builder()
                .port(port)
                .storagePort(storagePort)
                .start()) {
            PrintWriter out = command.commandLine().getOut();
            out.println("PREDICTION_ONE_BASE_URL=" + emulator.origin());
            out.println("PREDICTION_ONE_SECRET_KEY=" + emulator.secretKey());
            out.flush();
            new CountDownLatch(1).await();
            return 0;
        }
    }
}
