package io.github.predictionone.benchmarks.transfer;

import io.github.predictionone.benchmarks.harness.Fork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files, servers and certificate that all measurements share. {@link #close()} removes them. */
final class Site implements AutoCloseable {

    private final Path directory;
    private final Certificate certificate;
    private final @Nullable Nginx nginx;
    private final Fork server;
    private final Map<String, URI> downloads = new LinkedHashMap<>();
    private final Map<String, URI> uploads;
    private final URI service;

    private Site(Path directory, Certificate certificate, @Nullable Nginx nginx) {
        this.directory = directory;
        this.certificate = certificate;
        this.nginx = nginx;
        if (nginx != null) {
            downloads.putAll(nginx.archives());
        }
        server = Fork.jvm(StorageServer.class, List.of(), serverArguments());
        service = URI.create("http://127.0.0.1:" + server.next() + "/");
        URI secure = URI.create("https://127.0.0.1:" + server.next() + "/");
        uploads = Map.of("plain", service.resolve("/upload"), "secure", secure.resolve("/upload"));
        downloads.putIfAbsent("plain", service.resolve("/" + TransferBenchmark.ARCHIVE));
        downloads.putIfAbsent("secure", secure.resolve("/" + TransferBenchmark.ARCHIVE));
    }

    static Site open(Path directory, int mebibytes) throws IOException {
        Path archive = directory.resolve(TransferBenchmark.ARCHIVE);
        SampleArchive.write(archive, mebibytes);
        Files.createLink(directory.resolve("upload.csv"), archive);
        Certificate certificate = Certificate.in(directory);
        return new Site(directory, certificate, Nginx.isInstalled() ? Nginx.serve(directory) : null);
    }

    private String[] serverArguments() {
        List<String> arguments = new ArrayList<>(List.of(
                directory.toString(),
                certificate.chain().toString(),
                certificate.key().toString()));
        downloads.forEach((way, archive) -> arguments.addAll(List.of(way, archive.toString())));
        return arguments.toArray(String[]::new);
    }

    Path directory() {
        return directory;
    }

    /** Returns the file to upload: the archive under another name. */
    Path upload() {
        return directory.resolve("upload.csv");
    }

    /** Returns the base URL of the API whose answers name the figure's storage. */
    URI service(Figure figure) {
        return service.resolve("/" + figure.way());
    }

    /** Returns the URL from which the file is downloaded, or to which it is uploaded. */
    URI storage(Figure figure) {
        URI storage = (figure.direction().equals("down") ? downloads : uploads).get(figure.way());
        if (storage == null) {
            throw new IllegalStateException(figure + " needs nginx, which is not installed");
        }
        return storage;
    }

    List<String> trusted() {
        return certificate.trusted();
    }

    Map<String, Double> curl(Figure figure, Path file) {
        Curl curl = new Curl(certificate.chain());
        return figure.direction().equals("down")
                ? curl.download(storage(figure), file)
                : curl.upload(file, storage(figure));
    }

    @Override
    public void close() {
        server.close();
        if (nginx != null) {
            nginx.close();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
