package io.github.predictionone.reactor.internal.netty;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that writes what it is told, be it HTTP or not: one script per request head, on real sockets. */
public final class RawServer implements AutoCloseable {

    /** What happens on the socket after a request's head has been read. False: the connection is to be closed. */
    public interface Script {
        boolean run(Socket socket, OutputStream out) throws IOException, InterruptedException;
    }

    /** The same for one who wants to know what was asked. */
    public interface Handler {
        boolean run(String head, Socket socket, OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket listener;
    private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Queue<String> heads = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connections = new AtomicInteger();

    private volatile Handler otherwise = (head, socket, out) -> false;

    public RawServer() throws IOException {
        this(0);
    }

    /** On a port that was another one's until now. */
    public RawServer(int port) throws IOException {
        listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
        Thread acceptor = new Thread(this::accept, "raw-server");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    public RawServer then(Script script) {
        scripts.add(script);
        return this;
    }

    /** These characters and nothing else; the connection stays open. */
    public RawServer then(String text) {
        return then((socket, out) -> {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return true;
        });
    }

    /** What happens when no script is left. */
    public RawServer otherwise(Script script) {
        return otherwise((head, socket, out) -> script.run(socket, out));
    }

    /** The same for one who wants to know what was asked. */
    public RawServer otherwise(Handler handler) {
        otherwise = handler;
        return this;
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    public int connections() {
        return connections.get();
    }

    /** Request heads in the order of their coming. */
    public Queue<String> heads() {
        return heads;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                sockets.add(socket);
                connections.incrementAndGet();
                Thread thread = new Thread(() -> serve(socket), "raw-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                // Closed, or a client that has gone before it was there.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            for (String head = head(in); !head.isEmpty(); head = head(in)) {
                heads.add(head);
                Script script = scripts.poll();
                OutputStream out = socket.getOutputStream();
                if (!(script == null ? otherwise.run(head, socket, out) : script.run(socket, out))) {
                    return;
                }
            }
        } catch (IOException | InterruptedException e) {
            // The client went away, or the test is over.
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
