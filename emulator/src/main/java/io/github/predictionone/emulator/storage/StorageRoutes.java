package io.github.predictionone.emulator.storage;

import io.github.predictionone.emulator.storage.ObjectStore.Stored;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Object storage behind presigned URLs, as strict as real object storages. */
public final class StorageRoutes {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.predictionone.emulator.storage");
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    private final ObjectStore objects;
    private final SignedUrls urls;
    private final Scheduler files;
    private final Consumer<String> uploaded;

    /** Creates the routes; {@code uploaded} receives the path of each object once it is stored. */
    public StorageRoutes(ObjectStore objects, SignedUrls urls, Scheduler files, Consumer<String> uploaded) {
        this.objects = objects;
        this.urls = urls;
        this.files = files;
        this.uploaded = uploaded;
    }

    public Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
        return Mono.defer(() -> answer(request, response)).onErrorResume(failure -> refuse(response, failure));
    }

    private Mono<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        String method = request.method().name();
        if (!method.equals("GET") && !method.equals("PUT")) {
            throw StorageRefusal.methodNotAllowed();
        }
        if (request.requestHeaders().contains("x-api-key")) {
            throw StorageRefusal.accessDenied("Only one authorization mechanism is allowed.");
        }
        urls.require(method, request.uri());
        String path = request.uri().substring(0, request.uri().indexOf('?'));
        return method.equals("GET") ? get(path, request.requestHeaders(), response) : put(path, request, response);
    }

    private static Mono<Void> refuse(HttpServerResponse response, Throwable failure) {
        // An IOException means that the client closed the connection, which is not an error of the storage.
        if (!(failure instanceof StorageRefusal || failure instanceof IOException)) {
            LOG.error("answering a storage request failed", failure);
        }
        StorageRefusal refusal = failure instanceof StorageRefusal known ? known : StorageRefusal.internal();
        return response.status(refusal.status())
                .header(HttpHeaderNames.CONTENT_TYPE, "application/xml")
                .sendString(Mono.just(refusal.xml()))
                .then();
    }

    private Mono<Void> put(String path, HttpServerRequest request, HttpServerResponse response) {
        HttpHeaders headers = request.requestHeaders();
        if (headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            throw StorageRefusal.chunked();
        }
        if (!headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
            throw StorageRefusal.missingContentLength();
        }
        long length = Long.parseLong(headers.get(HttpHeaderNames.CONTENT_LENGTH));
        Path file = objects.newFile();
        return Mono.using(
                        () -> FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        channel -> request.receive()
                                .retain()
                                .publishOn(files, 16)
                                .doOnNext(buffer -> write(channel, buffer))
                                .doOnDiscard(ByteBuf.class, ByteBuf::release)
                                .then())
                .subscribeOn(files)
                .then(Mono.fromCallable(() -> keep(path, file, length)))
                .then(Mono.defer(() -> response.status(200).send()));
    }

    private static void write(FileChannel channel, ByteBuf buffer) {
        try {
            while (buffer.isReadable()) {
                buffer.readBytes(channel, channel.position(), buffer.readableBytes());
                channel.position(channel.size());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            buffer.release();
        }
    }

    private Stored keep(String path, Path file, long length) throws IOException {
        if (Files.size(file) != length) {
            Files.delete(file);
            throw StorageRefusal.incompleteBody();
        }
        Stored stored = objects.put(path, file);
        uploaded.accept(path);
        return stored;
    }

    private Mono<Void> get(String path, HttpHeaders asked, HttpServerResponse response) {
        Stored stored = objects.get(path);
        if (stored == null) {
            throw StorageRefusal.noSuchKey();
        }
        String match = asked.get(HttpHeaderNames.IF_MATCH);
        if (match != null && !match.equals("*") && !match.equals(stored.etag())) {
            throw StorageRefusal.preconditionFailed();
        }
        response.header(HttpHeaderNames.ETAG, stored.etag()).header(HttpHeaderNames.ACCEPT_RANGES, "bytes");
        Range range = range(asked, stored);
        if (range == null) {
            return send(response.status(200), path, stored, 0, stored.size());
        }
        if (range.from >= stored.size() || range.to < range.from) {
            response.header(HttpHeaderNames.CONTENT_RANGE, "bytes */" + stored.size());
            throw StorageRefusal.invalidRange();
        }
        response.status(206)
                .header(HttpHeaderNames.CONTENT_RANGE, "bytes " + range.from + "-" + range.to + "/" + stored.size());
        return send(response, path, stored, range.from, range.to - range.from + 1);
    }

    private static Mono<Void> send(HttpServerResponse response, String path, Stored stored, long from, long count) {
        response.header(HttpHeaderNames.CONTENT_TYPE, path.endsWith(".zip") ? "application/zip" : "text/csv")
                .header(HttpHeaderNames.CONTENT_LENGTH, Long.toString(count));
        return count == 0
                ? response.send()
                : response.sendFile(stored.file(), from, count).then();
    }

    /** The first and the last byte. */
    private record Range(long from, long to) {}

    /** Returns the requested byte range; null for the whole object, also if If-Range names another version. */
    private static @Nullable Range range(HttpHeaders asked, Stored stored) {
        String condition = asked.get(HttpHeaderNames.IF_RANGE);
        String header = asked.get(HttpHeaderNames.RANGE);
        if (header == null || (condition != null && !condition.equals(stored.etag()))) {
            return null;
        }
        Matcher range = RANGE.matcher(header);
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return null;
        }
        long last = stored.size() - 1;
        if (range.group(1).isEmpty()) {
            return new Range(Math.max(0, stored.size() - Long.parseLong(range.group(2))), last);
        }
        long to = range.group(2).isEmpty() ? last : Math.min(last, Long.parseLong(range.group(2)));
        return new Range(Long.parseLong(range.group(1)), to);
    }
}
