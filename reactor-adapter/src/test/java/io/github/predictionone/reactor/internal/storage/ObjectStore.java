package io.github.predictionone.reactor.internal.storage;

import io.github.predictionone.reactor.internal.netty.RawServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A correct storage: it supports byte ranges with conditions, and stores an upload only if it is complete. */
public final class ObjectStore implements RawServer.Handler {

    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();

    public ObjectStore with(String path, byte[] content) {
        objects.put(path, content);
        return this;
    }

    public byte[] get(String path) {
        return objects.get(path);
    }

    public byte[] remove(String path) {
        return objects.remove(path);
    }

    @Override
    public boolean run(String head, Socket socket, OutputStream out) throws IOException {
        String path = head.split("[ ?]", 3)[1];
        byte[] answer = head.startsWith("PUT ") ? put(path, head, socket) : read(objects.get(path), head);
        out.write(answer);
        out.flush();
        return answer.length > 0;
    }

    private byte[] put(String path, String head, Socket socket) throws IOException {
        int length = Integer.parseInt(header(head, "content-length"));
        byte[] content = socket.getInputStream().readNBytes(length);
        if (content.length < length) {
            return new byte[0];
        }
        objects.put(path, content);
        return bytes("HTTP/1.1 200 OK\r\nETag: " + etag(content) + "\r\nContent-Length: 0\r\n\r\n");
    }

    private static byte[] read(byte[] content, String head) {
        String match = header(head, "if-match");
        if (match != null && !match.equals(etag(content))) {
            return bytes("HTTP/1.1 412 Precondition Failed\r\nContent-Length: 0\r\n\r\n");
        }
        String range = header(head, "range");
        if (range == null) {
            return answer("200 OK", etag(content), content, 0, "");
        }
        int from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
        if (from >= content.length) {
            return bytes("HTTP/1.1 416 Range Not Satisfiable\r\nContent-Length: 0\r\n\r\n");
        }
        return answer("206 Partial Content", etag(content), content, from, range(from, content.length, content.length));
    }

    /** Returns an answer with the content from an offset to the end. */
    public static byte[] answer(String status, String etag, byte[] content, int from, String more) {
        String head = "HTTP/1.1 " + status + "\r\nETag: " + etag + "\r\nContent-Length: " + (content.length - from)
                + "\r\n" + more + "\r\n";
        return joined(bytes(head), Arrays.copyOfRange(content, from, content.length));
    }

    public static String range(int from, int end, int total) {
        return "Content-Range: bytes " + from + "-" + (end - 1) + "/" + total + "\r\n";
    }

    public static String etag(byte[] content) {
        return "\"" + Integer.toHexString(Arrays.hashCode(content)) + "\"";
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    public static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static String header(String head, String name) {
        Matcher line = Pattern.compile("(?imd)^" + name + ": *(.*?)\r$").matcher(head);
        return line.find() ? line.group(1) : null;
    }
}
