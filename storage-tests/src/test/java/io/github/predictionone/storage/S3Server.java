package io.github.predictionone.storage;

import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** S3Proxy in a separate process, with all objects in memory. */
final class S3Server {

    static final String IDENTITY = "storage-tests";
    static final String CREDENTIAL = "no-secret-but-of-this-test";

    private final Process process;
    private final InetSocketAddress address;

    private S3Server(Process process, InetSocketAddress address) {
        this.process = process;
        this.address = address;
    }

    /** Starts a server; skips the test if Maven can't resolve S3Proxy. */
    static S3Server start(Path directory) throws IOException, InterruptedException {
        String libraries = S3ProxyClassPath.resolve(directory);
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
        Path properties = Files.writeString(
                directory.resolve("s3proxy.properties"), """
                s3proxy.endpoint=http://127.0.0.1:%d
                s3proxy.authorization=aws-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=transient-nio2
                jclouds.identity=memory
                jclouds.credential=memory
                """.formatted(address.getPort(), IDENTITY, CREDENTIAL));
        Path log = directory.resolve("s3proxy.log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        ownClasses() + File.pathSeparator + libraries,
                        S3ProxyProcess.class.getName(),
                        "--properties",
                        properties.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        S3Server server = new S3Server(process, address);
        server.awaitListening(log);
        return server;
    }

    private static Path ownClasses() {
        return Path.of(URI.create(S3ProxyProcess.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitListening(Path log) throws IOException, InterruptedException {
        while (!isListening()) {
            if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                fail("S3Proxy did not start: " + Files.readString(log));
            }
        }
    }

    private boolean isListening() {
        try (Socket socket = new Socket()) {
            socket.connect(address);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    InetSocketAddress address() {
        return address;
    }

    URI origin() {
        return URI.create("http://127.0.0.1:" + address.getPort());
    }

    /** Stops the server in the same way as if this process were killed. */
    void stop() throws IOException, InterruptedException {
        process.getOutputStream().close();
        process.waitFor();
    }
}
