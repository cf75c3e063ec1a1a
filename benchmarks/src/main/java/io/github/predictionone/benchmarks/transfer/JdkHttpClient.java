package io.github.predictionone.benchmarks.transfer;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;

/** The JDK's client from and to a file. */
final class JdkHttpClient implements Peer {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI storage;

    JdkHttpClient(URI storage) {
        this.storage = storage;
    }

    @Override
    public void download(Path target) throws IOException, InterruptedException {
        client.send(HttpRequest.newBuilder(storage).build(), BodyHandlers.ofFile(target));
    }

    @Override
    public void upload(Path file) throws IOException, InterruptedException {
        client.send(
                HttpRequest.newBuilder(storage).PUT(BodyPublishers.ofFile(file)).build(), BodyHandlers.discarding());
    }
}
