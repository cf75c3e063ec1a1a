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

/** An HTTP proxy that opens CONNECT tunnels, and resolves hosts that exist nowhere else. */
public final class TunnelProxy implements AutoCloseable {

    private final RawServer server = new RawServer().otherwise(this::tunnel);
    private final Map<String, Integer> hosts = new ConcurrentHashMap<>();
    private volatile String authorization = "";

    public TunnelProxy() throws IOException {}

    public int port() {
        return server.uri().getPort();
    }

    /** Connects requests for this host and port to the port of this origin on loopback. */
    public TunnelProxy know(String hostAndPort, URI origin) {
        hosts.put(hostAndPort, origin.getPort());
        return this;
    }

    /** Refuses requests whose head does not contain this text, such as a {@code Proxy-Authorization} header. */
    public TunnelProxy require(String value) {
        authorization = value;
        return this;
    }

    /** Returns the heads of the requests that the proxy has received. */
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
            // One side has closed its connection. The end of the tunnel closes the other one.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
