package io.github.predictionone.benchmarks.transfer;

import io.github.predictionone.benchmarks.harness.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Every figure of transfers, for every peer, round by round, against servers in processes of their own. */
@Command(name = "transfer", description = "Transfers: a large archive down and up, plain and over TLS.")
public final class TransferBenchmark implements Callable<Integer> {

    static final String ARCHIVE = "archive.zip";

    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "how often each is measured; the median counts [${DEFAULT-VALUE}]")
    private int rounds;

    @Option(
            names = "--figures",
            split = ",",
            defaultValue = "DOWN,UP,LIMITED,DOWN_TLS,UP_TLS,FIRST_BYTE",
            description = "what is measured [${DEFAULT-VALUE}]")
    private List<Figure> figures;

    @Option(names = "--peers", split = ";", description = "who is measured, by the names in the tables [all]")
    private List<String> peers = List.of();

    @Option(names = "--mebibytes", defaultValue = "1024", description = "length of the archive [${DEFAULT-VALUE}]")
    private int mebibytes;

    @Option(
            names = "--dir",
            defaultValue = "${sys:java.io.tmpdir}",
            description = "where the files are made, and removed again [${DEFAULT-VALUE}]")
    private Path parent;

    /** Made by picocli. */
    public TransferBenchmark() {}

    @Override
    public Integer call() throws IOException {
        Path directory = Files.createTempDirectory(parent.toAbsolutePath(), "transfer-benchmark");
        try (Site site = Site.open(directory, mebibytes)) {
            for (Figure figure : figures) {
                System.out.println(measured(figure, site));
            }
        }
        return 0;
    }

    private String measured(Figure figure, Site site) throws IOException {
        Results results = new Results(figure + ", " + mebibytes + " MiB");
        for (int round = 0; round < rounds; round++) {
            for (Contender contender : figure.contenders()) {
                if (peers.isEmpty() || peers.contains(contender.name())) {
                    results.add(contender.name(), contender.run(figure, site));
                }
            }
        }
        return results.toMarkdown(figure.reference());
    }
}
