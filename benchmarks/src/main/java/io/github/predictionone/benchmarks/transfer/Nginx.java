package io.github.predictionone.benchmarks.transfer;

import io.github.predictionone.benchmarks.harness.Fork;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** The storage for downloads if nginx is installed: a server that has no code in common with a peer. */
final class Nginx implements AutoCloseable {

    private static final String CONFIGURATION = """
            daemon off;
            worker_processes 1;
            user %4$s;
            pid %1$s/nginx.pid;
            events { worker_connections 64; }
            http {
              access_log off;
              sendfile on;
              tcp_nopush on;
              client_body_temp_path %1$s/body;
              proxy_temp_path %1$s/proxy;
              fastcgi_temp_path %1$s/fastcgi;
              uwsgi_temp_path %1$s/uwsgi;
              scgi_temp_path %1$s/scgi;
              root %1$s;
              server {
                listen 127.0.0.1:%2$d;
                location /limited/ { alias %1$s/; limit_rate 40m; }
              }
              server {
                listen 127.0.0.1:%3$d ssl;
                ssl_certificate %1$s/tls.crt;
                ssl_certificate_key %1$s/tls.key;
              }
            }
            """;

    private final Fork process;
    private final int plainPort;
    private final int securePort;

    private Nginx(Fork process, int plainPort, int securePort) {
        this.process = process;
        this.plainPort = plainPort;
        this.securePort = securePort;
    }

    static boolean isInstalled() {
        return Stream.concat(
                        Stream.of(System.getenv("PATH").split(File.pathSeparator)),
                        // Not on every user's path.
                        Stream.of("/usr/sbin"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "nginx")));
    }

    /** Serves the files of the directory, which also contains the certificate. */
    static Nginx serve(Path directory) throws IOException {
        int plainPort = freePort();
        int securePort = freePort();
        Path configuration = Files.writeString(
                directory.resolve("nginx.conf"),
                CONFIGURATION.formatted(directory, plainPort, securePort, System.getProperty("user.name")));
        Fork process = Fork.program(
                "sh",
                "-c",
                "PATH=$PATH:/usr/sbin exec nginx -c " + configuration + " -e " + directory.resolve("nginx.log"));
        awaitListening(securePort);
        return new Nginx(process, plainPort, securePort);
    }

    /** Returns the archive's URL for each storage: plain, limited and secure. */
    Map<String, URI> archives() {
        String plain = "http://127.0.0.1:" + plainPort;
        String secure = "https://127.0.0.1:" + securePort;
        return Map.of(
                "plain", URI.create(plain + "/" + TransferBenchmark.ARCHIVE),
                "limited", URI.create(plain + "/limited/" + TransferBenchmark.ARCHIVE),
                "secure", URI.create(secure + "/" + TransferBenchmark.ARCHIVE));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitListening(int port) throws IOException {
        long until = System.nanoTime() + 5_000_000_000L;
        while (!isListening(port)) {
            if (System.nanoTime() > until) {
                throw new IOException("nginx does not listen on port " + port);
            }
            Thread.onSpinWait();
        }
    }

    private static boolean isListening(int port) {
        try {
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
