package io.github.predictionone.benchmarks.watch;

import io.github.predictionone.benchmarks.harness.Fork;
import io.github.predictionone.benchmarks.harness.Results;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Every figure of watching, for every peer, round by round, against one server in a process of its own. */
@Command(name = "watch", description = "Watching: CPU per poll, heap per watch, sharing, fan-out, start.")
public final class WatchBenchmark implements Callable<Integer> {

    private static final List<String> OPTIONS = List.of("-Xmx1g", "-XX:-UsePerfData");

    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "how often each is measured; the median counts [${DEFAULT-VALUE}]")
    private int rounds;

    @Option(
            names = "--figures",
            split = ",",
            defaultValue = "cpu,heap,burst,shared,fan-out,first",
            description = "what is measured [${DEFAULT-VALUE}]")
    private List<String> figures;

    @Option(
            names = "--peers",
            split = ",",
            defaultValue = "ours,bare,webclient,azure,jdk",
            description = "who is measured [${DEFAULT-VALUE}]")
    private List<String> peers;

    /** Made by picocli. */
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
        // One minute each, and the outcome is a count.
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

    /** The JDK's client has no stream to share; what may queue without bound is of interest where the queue is what breaks. */
    private List<String> peers(String figure) {
        return switch (figure) {
            case "fan-out" -> peers.stream().filter(peer -> !peer.equals("jdk")).toList();
            case "burst" ->
                Stream.concat(peers.stream(), Stream.of("bare-unbounded")).toList();
            default -> peers;
        };
    }
}
