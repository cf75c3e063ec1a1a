package io.github.predictionone.benchmarks.transfer;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** One way to move a file; returns when it has been moved. */
interface Peer {

    /** A client by name. */
    static Peer of(String name, URI service, URI storage) {
        return switch (name) {
            case "ours" -> new OurPeer(service);
            case "ours, one connection" -> OurPeer.single(service);
            case "ours, one connection, no SHA-256" -> OurPeer.withoutSums(service);
            case "bare" -> new BareReactorNetty(storage);
            case "webclient" -> new WebClientToFile(storage);
            case "jdk" -> new JdkHttpClient(storage);
            case "sha-256" -> new Sha256Alone();
            case "fsync" -> new FsyncAlone();
            default -> throw new IllegalArgumentException("no peer is called " + name);
        };
    }

    /** Storage to file. */
    void download(Path target) throws IOException, InterruptedException;

    /** File to storage. */
    void upload(Path file) throws IOException, InterruptedException;
}
