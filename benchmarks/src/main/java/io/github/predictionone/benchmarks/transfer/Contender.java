package io.github.predictionone.benchmarks.transfer;

import io.github.predictionone.benchmarks.harness.Fork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A line of a table: a peer with its JVM options. Netty uses BoringSSL, which is on the class path, unless an option
 * turns it off.
 */
record Contender(String name, String peer, List<String> options) {

    static final Contender CURL = of("curl");

    private static final List<String> COMMON = List.of("-Xmx64m", "-XX:-UsePerfData");

    static Contender of(String peer) {
        return new Contender(peer, peer, List.of());
    }

    static Contender withJdkTls(String peer) {
        return new Contender(peer + " (JDK's TLS)", peer, List.of("-Dio.netty.handler.ssl.noOpenSsl=true"));
    }

    /** Runs one transfer in a process of its own, and returns its figures. */
    Map<String, Double> run(Figure figure, Site site) throws IOException {
        Path file = figure.direction().equals("down") ? site.directory().resolve("downloaded.zip") : site.upload();
        try {
            long start = System.nanoTime();
            Map<String, Double> figures = new LinkedHashMap<>(transferred(figure, site, file));
            double again = peer.equals("curl") ? 0 : figures.getOrDefault("againMillis", 0.0);
            figures.put("processMillis", (System.nanoTime() - start) / 1e6 - again);
            requireWhole(file, figure, site);
            return figures;
        } finally {
            if (figure.direction().equals("down")) {
                Files.deleteIfExists(file);
            }
        }
    }

    private Map<String, Double> transferred(Figure figure, Site site, Path file) {
        String storage = site.storage(figure).toString();
        if (peer.equals("curl")) {
            return site.curl(figure, file);
        }
        List<String> all = new ArrayList<>(COMMON);
        all.addAll(options);
        all.addAll(site.trusted());
        try (Fork run = Fork.jvm(
                figure.run(),
                all,
                figure.direction(),
                peer,
                site.service(figure).toString(),
                storage,
                file.toString())) {
            return run.figures();
        }
    }

    private void requireWhole(Path file, Figure figure, Site site) throws IOException {
        if (figure.run() == TransferRun.class
                && !peer.equals("sha-256")
                && !peer.equals("fsync")
                && Files.size(file) != Files.size(site.upload())) {
            throw new IllegalStateException(name + " transferred " + Files.size(file) + " bytes, not the whole file");
        }
    }
}
