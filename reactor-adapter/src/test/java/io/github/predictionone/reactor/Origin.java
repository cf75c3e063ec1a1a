package io.github.predictionone.reactor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.predictionone.training.TrainingId;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A service with one finished training, and the storage that holds its archive. The storage supports byte ranges, sends
 * a strong ETag, limits its speed, can pause before a given byte, and records every byte that it sends.
 */
final class Origin implements AutoCloseable {

    static final TrainingId TRAINING = TrainingId.of("t-1");
    static final String SECRET = "signature-nobody-may-see";

    private static final String ETAG = "\"v1\"";
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
    private static final int CHUNK = 1 << 16;
    private static final int NOWHERE = -1;
    private static final int STATUS = -2;

    private final byte[] archive;
    private final long bytesPerSecond;
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "origin");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicInteger ended = new AtomicInteger();
    private volatile Account account = new Account();
    private volatile Hold hold = new Hold(NOWHERE);

    /** A byte before which the storage pauses until {@link #release()}. */
    private record Hold(int at, CountDownLatch reached, CountDownLatch released) {
        Hold(int at) {
            this(at, new CountDownLatch(1), new CountDownLatch(1));
        }
    }

    /** The bytes sent for one download. Bytes still being sent for an earlier download count for the earlier one. */
    private static final class Account {

        private final List<Integer> starts = new CopyOnWriteArrayList<>();
        private final BitSet sent = new BitSet();
        private long bytes;
        private long again;

        synchronized void add(int from, int to) {
            bytes += to - from;
            again += sent.get(from, to).cardinality();
            sent.set(from, to);
        }

        synchronized BitSet sent() {
            return (BitSet) sent.clone();
        }

        synchronized long bytes() {
            return bytes;
        }

        synchronized long again() {
            return again;
        }
    }

    Origin(byte[] archive, long bytesPerSecond) throws IOException {
        this.archive = archive;
        this.bytesPerSecond = bytesPerSecond;
        server.setExecutor(threads);
        server.createContext("/v1/external/models/results", this::status);
        server.createContext("/result.zip", this::storage);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Pauses once, before this byte. */
    void holdAt(int offset) {
        hold = new Hold(offset);
    }

    /** Pauses once, before the service's next response. */
    void holdStatus() {
        hold = new Hold(STATUS);
    }

    void awaitHold() throws InterruptedException {
        hold.reached.await();
    }

    void release() {
        hold.released.countDown();
    }

    /** Returns how many bytes were sent that had been sent before. */
    long sentAgain() {
        return account.again();
    }

    /** Returns how many bytes were sent, counting repeated ones each time. */
    long bytesSent() {
        return account.bytes();
    }

    /** Returns which bytes were sent. */
    BitSet sent() {
        return account.sent();
    }

    /** Returns the offset of the first byte of each storage response. */
    List<Integer> starts() {
        return account.starts;
    }

    /** Returns how many storage responses were sent completely. */
    int answersEnded() {
        return ended.get();
    }

    /** Starts the records of a new download. */
    void forget() {
        account = new Account();
    }

    private void status(HttpExchange exchange) throws IOException {
        standStillAt(STATUS);
        String json = "{\"status\":\"finished\",\"result_url\":\"" + uri() + "/result.zip?sig=" + SECRET + "\"}";
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void storage(HttpExchange exchange) throws IOException {
        Account current = account;
        try (exchange) {
            String expected = exchange.getRequestHeaders().getFirst("If-Match");
            if (expected != null && !expected.equals(ETAG)) {
                exchange.sendResponseHeaders(412, -1);
                return;
            }
            exchange.getResponseHeaders().set("ETag", ETAG);
            Matcher range = range(exchange);
            int from = range == null ? 0 : Integer.parseInt(range.group(1));
            int to = range == null || range.group(2).isEmpty()
                    ? archive.length
                    : Math.min(archive.length, Integer.parseInt(range.group(2)) + 1);
            if (range != null) {
                exchange.getResponseHeaders()
                        .set("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + archive.length);
            }
            current.starts.add(from);
            exchange.sendResponseHeaders(range == null ? 200 : 206, to - from);
            send(exchange.getResponseBody(), from, to, current);
            ended.incrementAndGet();
        }
    }

    private static @Nullable Matcher range(HttpExchange exchange) {
        String range = exchange.getRequestHeaders().getFirst("Range");
        String condition = exchange.getRequestHeaders().getFirst("If-Range");
        if (range == null || (condition != null && !condition.equals(ETAG))) {
            return null;
        }
        Matcher matcher = RANGE.matcher(range);
        return matcher.matches() ? matcher : null;
    }

    private void send(OutputStream out, int from, int to, Account current) throws IOException {
        long begin = System.nanoTime();
        for (int at = from; at < to; ) {
            standStillAt(at);
            int next = hold.at;
            int end = Math.min(to, at < next && next < at + CHUNK ? next : at + CHUNK);
            current.add(at, end);
            out.write(archive, at, end - at);
            out.flush();
            at = end;
            long due = begin + (end - from) * 1_000_000_000L / bytesPerSecond;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }

    private void standStillAt(int at) {
        Hold place = hold;
        if (place.at != at) {
            return;
        }
        place.reached.countDown();
        try {
            place.released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        hold = new Hold(NOWHERE);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
