package io.github.predictionone.benchmarks.transfer;

import io.github.predictionone.benchmarks.harness.Fork;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The program curl. It reports its time from the connection to the last byte; its process is timed from outside. */
final class Curl {

    /** The shell's {@code time} reports the CPU time, after the output of curl. */
    private static final String SCRIPT =
            "TIMEFORMAT=$'user=%U\\nsystem=%S'; { time curl -sS --fail --noproxy '*' -w 'total=%{time_total}\\n' \"$@\"; } 2>&1";

    private final Path certificate;

    Curl(Path certificate) {
        this.certificate = certificate;
    }

    Map<String, Double> download(URI storage, Path target) {
        return run("--output", target.toString(), storage.toString());
    }

    Map<String, Double> upload(Path file, URI storage) {
        // With Expect, curl would wait for a 100 Continue, as no other peer does.
        return run("--upload-file", file.toString(), "--header", "Expect:", storage.toString());
    }

    private Map<String, Double> run(String first, String... more) {
        String[] command = new String[7 + more.length];
        System.arraycopy(
                new String[] {"bash", "-c", SCRIPT, "curl", "--cacert", certificate.toString(), first},
                0,
                command,
                0,
                7);
        System.arraycopy(more, 0, command, 7, more.length);
        try (Fork curl = Fork.program(command)) {
            Map<String, Double> reported = curl.figures();
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put("inProcessMillis", reported.get("total") * 1e3);
            figures.put("cpuMillis", (reported.get("user") + reported.get("system")) * 1e3);
            // Curl needs no warm-up: each of its runs compares with the second run of a JVM.
            figures.put("againMillis", figures.get("inProcessMillis"));
            figures.put("againCpuMillis", figures.get("cpuMillis"));
            return figures;
        }
    }
}
