package io.github.predictionone.reactor.internal.storage;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;

/** A storage with one object. It answers byte ranges, or behaves as a test prescribes. */
public final class RangeServer extends Dispatcher {

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");

    /** The bytes that a request names; {@code end} is exclusive. */
    public record Asked(int start, int end, boolean ranged, RecordedRequest request) {

        public boolean isProbe(int total) {
            return ranged && end == total && end - start == 1;
        }
    }

    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final AtomicLong sent = new AtomicLong();
    private volatile BiFunction<Asked, RangeServer, MockResponse.Builder> behaviour =
            (range, server) -> server.good(range);
    private volatile byte[] content;
    private volatile String etag = "\"v1\"";

    public RangeServer(byte[] content) {
        this.content = content;
    }

    /** Replaces the object under the same name. */
    public void replace(byte[] other, String otherEtag) {
        content = other;
        etag = otherEtag;
    }

    /** Sets how to answer; {@link #good} is the answer of a correct storage. */
    public void behave(BiFunction<Asked, RangeServer, MockResponse.Builder> next) {
        behaviour = next;
    }

    public List<Asked> asked() {
        return asked;
    }

    /** Returns the number of content bytes in all answers. */
    public long sent() {
        return sent.get();
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        String header = request.getHeaders().get("range");
        Matcher range = RANGE.matcher(String.valueOf(header));
        Asked now;
        if (range.matches()) {
            int end = range.group(2).isEmpty() ? content.length : Integer.parseInt(range.group(2)) + 1;
            now = new Asked(Integer.parseInt(range.group(1)), end, true, request);
        } else {
            now = new Asked(0, content.length, false, request);
        }
        asked.add(now);
        String match = request.getHeaders().get("if-match");
        if (match != null && !match.equals(etag)) {
            return new MockResponse.Builder().code(412).build();
        }
        return behaviour.apply(now, this).build();
    }

    public MockResponse.Builder good(Asked range) {
        sent.addAndGet(range.end() - range.start());
        MockResponse.Builder answer = new MockResponse.Builder()
                .setHeader("ETag", etag)
                .body(new Buffer().write(content, range.start(), range.end() - range.start()));
        return range.ranged()
                ? answer.code(206)
                        .setHeader(
                                "Content-Range",
                                "bytes " + range.start() + "-" + (range.end() - 1) + "/" + content.length)
                : answer;
    }

    /** Returns the whole object, as a storage without range support does. */
    public MockResponse.Builder whole() {
        return good(
                new Asked(0, content.length, false, asked.get(asked.size() - 1).request()));
    }

    /** Returns an answer that breaks off after the given number of bytes. */
    public MockResponse.Builder cut(Asked range, int after) {
        MockResponse.Builder answer = good(range);
        sent.addAndGet(after - (range.end() - range.start()));
        return answer.body(new Buffer().write(content, range.start(), after))
                .setHeader("Content-Length", range.end() - range.start())
                .onResponseEnd(new SocketEffect.CloseSocket());
    }
}
