package io.github.predictionone.reactor.internal.storage;

import io.github.predictionone.ProtocolException;
import io.github.predictionone.internal.wire.Failures;
import io.github.predictionone.internal.wire.PresignedUrl;
import io.github.predictionone.internal.wire.RetryAfter;
import io.github.predictionone.reactor.internal.netty.BoundedBody;
import io.github.predictionone.reactor.internal.netty.PresignedQuery;
import io.github.predictionone.reactor.internal.netty.UsedConnection;
import io.github.predictionone.reactor.internal.support.JvmError;
import io.github.predictionone.reactor.internal.support.SafeTakeUntil;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.reactor.internal.support.TransportFailures;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.NettyOutbound;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

/** Sends requests to presigned URLs, which stay as they are. Adds no API key, and applies no retry policy. */
public final class Storage {

    private static final int MAX_REDIRECTS = 3;
    private static final int MAX_ERROR_LENGTH = 64 * 1024;

    private final Function<PresignedUrl, Mono<HttpClient>> clients;
    private final Duration idleTimeout;
    private final Time time;
    private final TransferLimiter limiter;

    public Storage(
            Function<PresignedUrl, Mono<HttpClient>> clients,
            Duration idleTimeout,
            Time time,
            TransferLimiter limiter) {
        this.clients = clients;
        this.idleTimeout = idleTimeout;
        this.time = time;
        this.limiter = limiter;
    }

    public Duration idleTimeout() {
        return idleTimeout;
    }

    public Time time() {
        return time;
    }

    public TransferLimiter limiter() {
        return limiter;
    }

    /**
     * Gets an object. The reader gets successful answers only, and may use a buffer only while it is called with it.
     */
    public <T> Flux<T> get(
            String doing,
            PresignedUrl url,
            Consumer<HttpHeaders> headers,
            BiFunction<StorageAnswer, Flux<ByteBuf>, Publisher<T>> reader) {
        return Flux.defer(() -> get(doing, url, headers, reader, 0));
    }

    private <T> Flux<T> get(
            String doing,
            PresignedUrl url,
            Consumer<HttpHeaders> headers,
            BiFunction<StorageAnswer, Flux<ByteBuf>, Publisher<T>> reader,
            int redirects) {
        AnswerLimit limit = new AnswerLimit(idleTimeout, time);
        Flux<Step<T>> exchange = clients.apply(url).flatMapMany(http -> {
            UsedConnection used = new UsedConnection();
            return http.request(HttpMethod.GET)
                    .uri(url.withoutQuery())
                    .send((request, out) -> {
                        headers.accept(request.requestHeaders()
                                .set(HttpHeaderNames.ACCEPT, "*/*")
                                .set(HttpHeaderNames.ACCEPT_ENCODING, "identity"));
                        PresignedQuery.prepare(url, out);
                        limit.sent();
                        return used.by(out);
                    })
                    .response((response, body) -> {
                        used.answered();
                        limit.answered();
                        // Deferred, so that Reactor Netty discards the body even if the reader throws.
                        return Flux.defer(
                                () -> JvmError.wrapErrors(() -> read(doing, url, reader, redirects, response, body)));
                    })
                    .doOnCancel(used::cancelled);
        });
        // A redirect is followed after its own exchange is over. Values that the reader has emitted count as received,
        // so they are delivered before an error, however late the demand comes.
        return limit.on(exchange)
                .onErrorMap(JvmError::wrap)
                .onErrorMap(TransportFailures::isWithoutConnection, failure -> limiter.noConnection(doing, failure))
                .concatMapDelayError(
                        step -> step.redirect() == null
                                ? Mono.justOrEmpty(step.value())
                                : get(doing, step.redirect(), headers, reader, redirects + 1),
                        true,
                        1);
    }

    private <T> Flux<Step<T>> read(
            String doing,
            PresignedUrl url,
            BiFunction<StorageAnswer, Flux<ByteBuf>, Publisher<T>> reader,
            int redirects,
            HttpClientResponse response,
            ByteBufFlux body) {
        int status = response.status().code();
        if (status == 200 || status == 206) {
            Flux<ByteBuf> limited = new IdleLimit(body, idleTimeout, time);
            return Flux.from(reader.apply(StorageAnswer.of(status, response.responseHeaders()), limited))
                    .map(Step::value);
        }
        return location(doing, url, response, redirects)
                .map(target -> Flux.just(Step.<T>redirect(target)))
                .orElseGet(() -> this.<Step<T>>refusal(doing, response, body).flux());
    }

    /** Either a value from the reader, or a redirect to follow. */
    private record Step<T>(@Nullable T content, @Nullable PresignedUrl redirect) {

        static <T> Step<T> value(T value) {
            return new Step<>(value, null);
        }

        static <T> Step<T> redirect(PresignedUrl target) {
            return new Step<>(null, target);
        }

        @Nullable
        T value() {
            return content;
        }
    }

    private static Optional<PresignedUrl> location(
            String doing, PresignedUrl url, HttpClientResponse response, int redirects) {
        String location = response.responseHeaders().get(HttpHeaderNames.LOCATION);
        int status = response.status().code();
        if (status < 301 || status > 308 || status == 304 || location == null) {
            return Optional.empty();
        }
        if (redirects >= MAX_REDIRECTS) {
            throw new ProtocolException(doing + ": more than " + MAX_REDIRECTS + " redirects", null);
        }
        PresignedUrl target = url.resolve(location);
        if (url.isSecure() && !target.isSecure()) {
            throw new ProtocolException(doing + ": the storage redirects from https to http", null);
        }
        return Optional.of(target);
    }

    /** The body of a PUT, for one attempt. */
    public interface Body {

        /** Writes the body to a connection. */
        Publisher<Void> write(NettyOutbound out);

        /** Called when an answer has begun. */
        void answered();
    }

    /** Puts a body of known length; completes when the storage has accepted it. */
    public Mono<Void> put(String doing, PresignedUrl url, long length, Body body) {
        return clients.apply(url).flatMap(http -> {
            UsedConnection used = new UsedConnection();
            return http.put()
                    .uri(url.withoutQuery())
                    .send((request, out) -> {
                        request.requestHeaders()
                                .set(HttpHeaderNames.ACCEPT, "*/*")
                                .set(HttpHeaderNames.CONTENT_LENGTH, Long.toString(length));
                        PresignedQuery.prepare(url, out);
                        return body.write(used.by(out));
                    })
                    .response((response, answer) -> {
                        used.answered();
                        body.answered();
                        return response.status().code() / 100 == 2
                                ? new IdleLimit(answer, idleTimeout, time).then()
                                : refusal(doing, response, answer);
                    })
                    .doOnCancel(used::cancelled)
                    .then()
                    .onErrorMap(JvmError::wrap)
                    .onErrorMap(
                            TransportFailures::isWithoutConnection, failure -> limiter.noConnection(doing, failure));
        });
    }

    private <T> Mono<T> refusal(String doing, HttpClientResponse response, ByteBufFlux body) {
        Duration retryAfter = RetryAfter.parse(response.responseHeaders().get(HttpHeaderNames.RETRY_AFTER), time.now());
        // If the explanation does not arrive in time or does not end, the status is enough.
        return BoundedBody.beginning(SafeTakeUntil.other(body, time.delay(idleTimeout)), MAX_ERROR_LENGTH)
                .flatMap(text -> Mono.error(
                        Failures.storageAnswer(doing, response.status().code(), text, retryAfter)));
    }
}
