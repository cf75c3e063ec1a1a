package io.github.predictionone.reactor.internal.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes bytes on unchanged, and disturbs every connection sooner or later with a {@link Fault}. */
public final class BreakingProxy implements AutoCloseable {

    public enum Fault {
        DELAY,
        CUT,
        RESET,
        STALL
    }

    private static final int LONGEST = 20;
    private static final int BUFFER = 1 << 14;

    private final ServerSocket listener;
    private final URI origin;
    private final long seed;
    private final Duration stall;
    private final Map<Socket, Socket> pairs = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<Fault, AtomicInteger> happened = new EnumMap<>(Fault.class);

    /** Creates a proxy; a stall lasts for the given time, and then the connection is cut. */
    public BreakingProxy(URI origin, long seed, Duration stall) throws IOException {
        this.origin = origin;
        this.seed = seed;
        this.stall = stall;
        for (Fault fault : Fault.values()) {
            happened.put(fault, new AtomicInteger());
        }
        listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    public Map<Fault, AtomicInteger> happened() {
        return happened;
    }

    /** Returns the number of open connections. */
    public int open() {
        return pairs.size();
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "breaking-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        for (long number = 0; !listener.isClosed(); number++) {
            try {
                Socket client = listener.accept();
                long pair = number;
                daemon(() -> connect(client, pair));
            } catch (IOException e) {
                // The proxy was closed, or the client disconnected before it was accepted.
            }
        }
    }

    private void connect(Socket client, long number) {
        Socket server = new Socket();
        pairs.put(client, server);
        try {
            server.connect(new InetSocketAddress(origin.getHost(), origin.getPort()));
            SplittableRandom up = new SplittableRandom(seed * 1_000_003 + 2 * number);
            SplittableRandom down = new SplittableRandom(seed * 1_000_003 + 2 * number + 1);
            daemon(() -> pump(server, client, client, down));
            pump(client, server, client, up);
        } catch (IOException e) {
            end(client);
        }
    }

    /** Returns the bytes up to the next fault, at most 1 MiB: in a third of cases less than a hundred. */
    private static long place(SplittableRandom random) {
        return (long) Math.pow(2, random.nextDouble() * LONGEST) - 1;
    }

    private void pump(Socket from, Socket to, Socket client, SplittableRandom random) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            long left = place(random);
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                int passed = (int) Math.min(left, count);
                out.write(buffer, 0, passed);
                left -= passed;
                if (passed < count) {
                    happen(Fault.values()[random.nextInt(Fault.values().length)], from, to);
                    out.write(buffer, passed, count - passed);
                    left = place(random);
                }
            }
        } catch (IOException | InterruptedException e) {
            // One of the two sides has closed its connection.
        } finally {
            end(client);
        }
    }

    private void happen(Fault fault, Socket from, Socket to) throws IOException, InterruptedException {
        happened.get(fault).incrementAndGet();
        if (fault == Fault.DELAY) {
            closed.await(stall.toMillis() / 10, TimeUnit.MILLISECONDS);
            return;
        }
        if (fault == Fault.STALL) {
            closed.await(stall.toMillis(), TimeUnit.MILLISECONDS);
        }
        boolean reset = fault == Fault.RESET;
        from.setSoLinger(reset, 0);
        to.setSoLinger(reset, 0);
        throw new IOException("broken on purpose");
    }

    private void end(Socket client) {
        Socket server = pairs.remove(client);
        if (server != null) {
            close(client);
            close(server);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Already closed.
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listener.close();
        pairs.keySet().forEach(this::end);
    }
}
