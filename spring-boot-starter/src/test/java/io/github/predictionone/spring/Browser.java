package io.github.predictionone.spring;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One request over its own socket, and its response as it arrives. */
final class Browser implements AutoCloseable {

    private static final int NO_CHUNKS = -1;

    private final Socket socket;
    private final InputStream in;
    private final int status;
    private final Map<String, String> headers = new TreeMap<>();
    private final StringBuilder text = new StringBuilder();
    private int chunk;
    private boolean ended;

    /** A frame of an event stream: its lines by field name. The field name of a comment is empty. */
    record Frame(Map<String, String> fields) {

        @Nullable
        String id() {
            return fields.get("id");
        }

        @Nullable
        String event() {
            return fields.get("event");
        }

        String data() {
            return fields.getOrDefault("data", "");
        }
    }

    private Browser(int port, String method, String target, String... lines) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        String head = method + " " + target + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n"
                + List.of(lines).stream().map(line -> line + "\r\n").collect(Collectors.joining()) + "\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
        in = new BufferedInputStream(socket.getInputStream());
        status = Integer.parseInt(line().substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        chunk = "chunked".equals(headers.get("transfer-encoding")) ? 0 : NO_CHUNKS;
    }

    static Browser get(int port, String target, String... headerLines) throws IOException {
        return new Browser(port, "GET", target, headerLines);
    }

    static Browser head(int port, String target, String... headerLines) throws IOException {
        return new Browser(port, "HEAD", target, headerLines);
    }

    int status() {
        return status;
    }

    @Nullable
    String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    Map<String, String> headers() {
        return headers;
    }

    /** Returns the bytes that follow the head until the connection closes. */
    byte[] rest() throws IOException {
        return in.readAllBytes();
    }

    /** Returns whether the last chunk has arrived. */
    boolean ended() {
        return ended;
    }

    /** Returns the text of all frames so far, as it was on the wire. */
    String text() {
        return text.toString();
    }

    /** Reads the next event. Returns null if the stream has ended properly, rather than broken off. */
    @Nullable
    Frame event() throws IOException {
        Frame frame = frame();
        while (frame != null && frame.event() == null) {
            frame = frame();
        }
        return frame;
    }

    List<Frame> events(int number) throws IOException {
        List<Frame> events = new ArrayList<>();
        while (events.size() < number) {
            events.add(event());
        }
        return events;
    }

    /** Reads the next frame, which may be a comment. */
    @Nullable
    Frame frame() throws IOException {
        Map<String, String> fields = new TreeMap<>();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = read(); next >= 0; next = read()) {
            if (next != '\n') {
                line.write(next);
                continue;
            }
            String field = line.toString(StandardCharsets.UTF_8);
            text.append(field).append('\n');
            line.reset();
            if (field.isEmpty()) {
                return new Frame(fields);
            }
            int colon = field.indexOf(':');
            fields.put(field.substring(0, colon), field.substring(colon + 1));
        }
        return null;
    }

    /** Reads the whole body. Fails if the connection closes early. */
    byte[] body() throws IOException {
        String length = header("content-length");
        if (chunk == NO_CHUNKS) {
            byte[] bytes = in.readNBytes(length == null ? Integer.MAX_VALUE : Integer.parseInt(length));
            if (length != null && bytes.length < Integer.parseInt(length)) {
                throw new EOFException("cut at byte " + bytes.length + " of " + length);
            }
            return bytes;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int next = read(); next >= 0; next = read()) {
            bytes.write(next);
        }
        return bytes.toByteArray();
    }

    /** Reads and discards this many bytes. */
    void skip(long bytes) throws IOException {
        for (long left = bytes; left > 0; left--) {
            if (read() < 0) {
                throw new EOFException();
            }
        }
    }

    private int read() throws IOException {
        if (chunk == NO_CHUNKS) {
            return in.read();
        }
        if (ended) {
            return -1;
        }
        if (chunk == 0) {
            chunk = Integer.parseInt(line(), 16);
            if (chunk == 0) {
                line();
                ended = true;
                return -1;
            }
        }
        int next = in.read();
        if (--chunk == 0) {
            line();
        }
        return next;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("cut after " + line);
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
