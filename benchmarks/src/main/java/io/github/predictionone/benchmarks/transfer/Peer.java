package io.github.predictionone.benchmarks.transfer;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** One way to transfer a file. The methods return when the transfer is complete. */
interface Peer {

    /** Returns the peer with this name. */
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
            default -> throw new IllegalArgumentException("there is no peer named " + name);
        };
    }

    /** Downloads from the storage to a file. */
    void download(Path target) throws IOException, InterruptedException;

    /** Uploads a file to the storage. */
    void upload(Path file) throws IOException, InterruptedException;
}
