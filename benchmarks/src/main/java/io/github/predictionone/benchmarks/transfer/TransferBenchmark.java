package io.github.predictionone.benchmarks.transfer;

import io.github.predictionone.benchmarks.harness.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures transfers: every figure for every peer, round by round, against servers in processes of their own. */
@Command(
        name = "transfer",
        description = "Measures transfers: downloads and uploads of a large archive, with and without TLS.")
public final class TransferBenchmark implements Callable<Integer> {

    static final String ARCHIVE = "archive.zip";

    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "number of runs for each peer and figure; the tables give the median [${DEFAULT-VALUE}]")
    private int rounds;

    @Option(
            names = "--figures",
            split = ",",
            defaultValue = "DOWN,UP,LIMITED,DOWN_TLS,UP_TLS,FIRST_BYTE",
            description = "figures to measure [${DEFAULT-VALUE}]")
    private List<Figure> figures;

    @Option(names = "--peers", split = ";", description = "peers to measure, by their names in the tables [all]")
    private List<String> peers = List.of();

    @Option(
            names = "--mebibytes",
            defaultValue = "1024",
            description = "length of the archive in MiB [${DEFAULT-VALUE}]")
    private int mebibytes;

    @Option(
            names = "--dir",
            defaultValue = "${sys:java.io.tmpdir}",
            description = "directory for the files, which are removed at the end [${DEFAULT-VALUE}]")
    private Path parent;

    /** Called by picocli. */
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
