package io.github.predictionone.reactor.internal.netty;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;

/** An HTTP proxy that makes tunnels, and knows hosts that nobody else knows. */
public final class TunnelProxy implements AutoCloseable {

    private final RawServer server = new RawServer().otherwise(this::tunnel);
    private final Map<String, Integer> hosts = new ConcurrentHashMap<>();
    private volatile String authorization = "";

    public TunnelProxy() throws IOException {}

    public int port() {
        return server.uri().getPort();
    }

    /** Connects whoever asks for this host and port to that origin, on loopback. */
    public TunnelProxy know(String hostAndPort, URI origin) {
        hosts.put(hostAndPort, origin.getPort());
        return this;
    }

    /** Refuses whoever does not send this {@code Proxy-Authorization}. */
    public TunnelProxy require(String value) {
        authorization = value;
        return this;
    }

    /** What it has been asked for. */
    public Queue<String> heads() {
        return server.heads();
    }

    private boolean tunnel(String head, Socket client, OutputStream out) throws IOException, InterruptedException {
        if (!head.toLowerCase(Locale.ROOT).contains(authorization.toLowerCase(Locale.ROOT))) {
            answer(out, "407 Proxy Authentication Required");
            return false;
        }
        String[] request = head.split(" ", 3);
        Integer port = hosts.get(request[1]);
        if (!request[0].equals("CONNECT") || port == null) {
            answer(out, "502 Bad Gateway");
            return false;
        }
        try (Socket target = new Socket(InetAddress.getLoopbackAddress(), port)) {
            answer(out, "200 Connection established");
            Thread back = new Thread(() -> pass(target, client), "tunnel-proxy");
            back.setDaemon(true);
            back.start();
            pass(client, target);
            back.join();
        }
        return false;
    }

    private static void answer(OutputStream out, String status) throws IOException {
        out.write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // One of them has gone; the other one is told by the end of its connection.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
