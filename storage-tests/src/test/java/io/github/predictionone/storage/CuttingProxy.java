package io.github.predictionone.storage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Passes bytes on unchanged, records the requests, and can cut a connection after a given number of bytes. */
final class CuttingProxy implements AutoCloseable {

    /** The action after a connection has been cut. */
    interface Cut {
        void happened() throws IOException, InterruptedException;
    }

    private static final long NEVER = Long.MAX_VALUE;

    private final InetSocketAddress server;
    private final ServerSocket listener;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<ByteArrayOutputStream> requests = new CopyOnWriteArrayList<>();
    private volatile long cutAfter = NEVER;
    private volatile Cut cut = () -> {};

    CuttingProxy(InetSocketAddress server) throws IOException {
        this.server = server;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    URI origin() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** Cuts the next connection on which the server sends more bytes than this, and runs the action. */
    void cutOnce(long bytes, Cut then) {
        cut = then;
        cutAfter = bytes;
    }

    /** Returns the heads of all requests in the order of their arrival. */
    List<String> heads() {
        return requests.stream()
                .map(request -> request.toString(StandardCharsets.ISO_8859_1))
                .flatMap(text -> Pattern.compile("(?s)(?:GET|PUT) /\\S* HTTP/1\\.1\r\n.*?\r\n\r\n")
                        .matcher(text)
                        .results()
                        .map(MatchResult::group))
                .toList();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            Socket storage = new Socket(server.getAddress(), server.getPort());
            sockets.addAll(List.of(client, storage));
            start(() -> forward(client, storage));
            start(() -> backward(storage, client));
        }
    }

    private void forward(Socket client, Socket storage) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        requests.add(request);
        InputStream in = client.getInputStream();
        OutputStream out = storage.getOutputStream();
        byte[] some = new byte[1 << 14];
        for (int read = in.read(some); read >= 0; read = in.read(some)) {
            request.write(some, 0, read);
            out.write(some, 0, read);
        }
        storage.shutdownOutput();
    }

    private void backward(Socket storage, Socket client) throws IOException, InterruptedException {
        InputStream in = storage.getInputStream();
        OutputStream out = client.getOutputStream();
        byte[] some = new byte[1 << 14];
        long passed = 0;
        for (int read = in.read(some); read >= 0; read = in.read(some)) {
            int allowed = (int) Math.min(read, cutAfter - passed);
            out.write(some, 0, allowed);
            passed += allowed;
            if (allowed < read) {
                cutAfter = NEVER;
                cut.happened();
                storage.close();
                break;
            }
        }
        client.close();
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException | InterruptedException e) {
                        // One side has closed its connection, or the test is over.
                    }
                },
                "cutting-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
