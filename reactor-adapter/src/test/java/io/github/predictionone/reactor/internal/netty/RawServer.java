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

/** A server on real sockets that runs one script per request head. A script may write anything, even invalid HTTP. */
public final class RawServer implements AutoCloseable {

    /** Runs on the socket after the server has read a request head. Returns false to close the connection. */
    public interface Script {
        boolean run(Socket socket, OutputStream out) throws IOException, InterruptedException;
    }

    /** A {@link Script} that also receives the request head. */
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

    /** Creates a server on a port that another server has just used. Port 0 chooses a free port. */
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

    /** Adds a script that writes only these characters and keeps the connection open. */
    public RawServer then(String text) {
        return then((socket, out) -> {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return true;
        });
    }

    /** Sets the script for requests that arrive when no script is left. */
    public RawServer otherwise(Script script) {
        return otherwise((head, socket, out) -> script.run(socket, out));
    }

    /** Sets the handler for requests that arrive when no script is left. */
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

    /** Returns the request heads in the order of their arrival. */
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
                // The server is closed, or the client left before its connection was accepted.
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
