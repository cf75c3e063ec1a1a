package io.github.predictionone.reactor;

import io.github.predictionone.TransferException;
import io.github.predictionone.training.ResultDownloaded;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A program for a separate JVM that downloads the result to a file, prints the outcome and exits. */
public final class DownloadProcess {

    private DownloadProcess() {}

    static Process start(Origin origin, Path target) throws IOException {
        return start(origin, target, 1);
    }

    static Process start(Origin origin, Path target, int connections) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // The process runs for about a second only, so it must start fast.
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DownloadProcess.class.getName(),
                        origin.uri().toString(),
                        target.toString(),
                        Integer.toString(connections))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Returns the line that the process printed. If the process was killed, the line is lost and this is empty. */
    static String outcome(Process process) throws IOException, InterruptedException {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String line = output.readLine();
            process.waitFor();
            return line == null ? "" : line;
        }
    }

    public static void main(String[] arguments) {
        try (PredictionOneClient client = PredictionOneClient.builder()
                .baseUrl(URI.create(arguments[0]))
                .apiKey("k")
                .downloadConnections(Integer.parseInt(arguments[2]))
                .build()) {
            ResultDownloaded result = client.downloadResult(Origin.TRAINING, Path.of(arguments[1]))
                    .block();
            System.out.println(result == null ? "nothing" : "downloaded " + result.sha256());
        } catch (TransferException e) {
            System.out.println("failed: " + e.getMessage());
        }
    }
}
