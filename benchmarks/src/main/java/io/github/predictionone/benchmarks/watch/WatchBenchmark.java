package io.github.predictionone.benchmarks.watch;

import io.github.predictionone.benchmarks.harness.Fork;
import io.github.predictionone.benchmarks.harness.Results;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures watching: every figure for every peer, round by round, against one server in a process of its own. */
@Command(
        name = "watch",
        description = "Measures watching: CPU per poll, heap per watch, bursts, sharing, fan-out, first status.")
public final class WatchBenchmark implements Callable<Integer> {

    private static final List<String> OPTIONS = List.of("-Xmx1g", "-XX:-UsePerfData");

    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "number of runs for each peer and figure; the tables give the median [${DEFAULT-VALUE}]")
    private int rounds;

    @Option(
            names = "--figures",
            split = ",",
            defaultValue = "cpu,heap,burst,shared,fan-out,first",
            description = "figures to measure [${DEFAULT-VALUE}]")
    private List<String> figures;

    @Option(
            names = "--peers",
            split = ",",
            defaultValue = "ours,bare,webclient,azure,jdk",
            description = "peers to measure [${DEFAULT-VALUE}]")
    private List<String> peers;

    /** Called by picocli. */
    public WatchBenchmark() {}

    @Override
    public Integer call() {
        try (Fork server = Fork.jvm(StatusServer.class, List.of())) {
            String origin = "http://127.0.0.1:" + server.next();
            figures.forEach(figure -> System.out.println(measured(figure, origin)));
        }
        return 0;
    }

    private String measured(String figure, String origin) {
        Results results = new Results(figure);
        // A run takes one minute and counts polls, so one round is enough.
        int times = figure.equals("shared") ? 1 : rounds;
        for (int round = 0; round < times; round++) {
            for (String peer : peers(figure)) {
                try (Fork run = Fork.jvm(WatchRun.class, OPTIONS, figure, peer, origin)) {
                    results.add(peer, run.figures());
                }
            }
        }
        return results.toMarkdown("bare");
    }

    /**
     * Returns the peers of a figure. The JDK's client has no stream to share. A peer without a limit for waiting
     * requests matters only in the burst, where a bounded queue overflows.
     */
    private List<String> peers(String figure) {
        return switch (figure) {
            case "fan-out" -> peers.stream().filter(peer -> !peer.equals("jdk")).toList();
            case "burst" ->
                Stream.concat(peers.stream(), Stream.of("bare-unbounded")).toList();
            default -> peers;
        };
    }
}
