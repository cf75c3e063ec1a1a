package io.github.predictionone.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** S3Proxy in a process of its own, with everything in memory. */
final class S3Server {

    static final String IDENTITY = "storage-tests";
    static final String CREDENTIAL = "no-secret-but-of-this-test";

    private static final String MAIN = "org.gaul.s3proxy.Main";

    private final Process process;
    private final InetSocketAddress address;

    private S3Server(Process process, InetSocketAddress address) {
        this.process = process;
        this.address = address;
    }

    /** Skips the test where S3Proxy is not on the class path. */
    static S3Server start(Path directory) throws IOException, InterruptedException {
        if (!isOnClassPath()) {
            String reason =
                    "skipped: S3Proxy is not on the class path (-Dwithout-s3proxy), and there is no other S3 here";
            LoggerFactory.getLogger(S3Server.class).warn(reason);
            abort(reason);
        }
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
                        System.getProperty("java.class.path"),
                        MAIN,
                        "--properties",
                        properties.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        S3Server server = new S3Server(process, address);
        server.awaitListening(log);
        return server;
    }

    private static boolean isOnClassPath() {
        try {
            Class.forName(MAIN, false, S3Server.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitListening(Path log) throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!isListening()) {
            if (System.nanoTime() > until || process.waitFor(50, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
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

    void stop() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
}
