package io.github.predictionone.reactor.internal.netty;

import io.github.predictionone.internal.wire.PresignedUrl;
import io.github.predictionone.reactor.TlsOptions;
import io.github.predictionone.reactor.internal.support.LazyMono;
import io.github.predictionone.reactor.internal.support.SharedResource;
import io.github.predictionone.reactor.internal.support.Time;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.FutureMono;
import reactor.netty.NettyPipeline;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpResponseDecoderSpec;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.SslProvider;
import reactor.netty.transport.AddressUtils;

/** The connections of one client, on event loops that all clients share. */
public final class Connections {

    private static final int MAX_CHUNK = 1 << 19;
    private static final int MAX_HEAD_LENGTH = 1 << 16;
    private static final int ENCRYPTED_AT_ONCE = 1 << 20;
    private static final Duration SHUTDOWN = Duration.ofSeconds(5);

    private static final SharedResource<LoopResources> LOOPS = new SharedResource<>(() -> loops("predictionone"));
    // Separate loops, because a file on a hanging mount blocks the thread that sends it.
    private static final SharedResource<LoopResources> STORAGE_LOOPS =
            new SharedResource<>(() -> loops("predictionone-storage"));

    private final ConnectionSettings settings;
    private final LoopResources loops;
    private final LoopResources storageLoops;
    private final ConnectionAge age;
    private final AddressResolverGroup<?> names;
    private final AtomicBoolean closed = new AtomicBoolean();
    // Includes the connections in use, which a pool does not close. Once closed, the group closes later additions.
    private final ChannelGroup open = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);
    private final ConnectionProvider pool;
    private final ConnectionProvider keyPool;
    private final ConnectionProvider inferencePool;
    private final ConnectionProvider storagePool;
    private final Clients direct;
    private final Optional<Clients> proxied;

    /** The purpose of a connection for API calls. */
    public enum Use {
        CALLS,
        /** Requests for keys, which do not wait for other calls. */
        KEYS,
        /** Requests to classifiers, which may be at the service's own origin. */
        INFERENCE,
        /** Single requests: none of these connections is kept. */
        ONCE
    }

    /** Each client is created once, because the pool distinguishes connections by the client that opened them. */
    private record Clients(
            HttpClient calls,
            HttpClient keys,
            HttpClient inference,
            HttpClient once,
            HttpClient storage,
            LazyMono<HttpClient> secureStorage) {

        HttpClient api(Use use) {
            return switch (use) {
                case CALLS -> calls;
                case KEYS -> keys;
                case INFERENCE -> inference;
                case ONCE -> once;
            };
        }
    }

    public Connections(ConnectionSettings settings) {
        this(settings, Time.system());
    }

    /** Creates connections that age by another clock. */
    public Connections(ConnectionSettings settings, Time time) {
        this(settings, time, UnaryOperator.identity());
    }

    /** Creates connections whose resolver has other settings. */
    Connections(ConnectionSettings settings, Time time, UnaryOperator<DnsNameResolverBuilder> resolver) {
        this.settings = settings;
        this.loops = LOOPS.acquire();
        this.storageLoops = STORAGE_LOOPS.acquire();
        try {
            this.age = new ConnectionAge(time);
            this.names = NameLookup.uncached(loops, resolver);
            this.pool = pool("predictionone");
            this.keyPool = pool("predictionone-keys");
            this.inferencePool = pool("predictionone-inference");
            this.storagePool = pool("predictionone-storage");
            this.direct = clients(UnaryOperator.identity());
            this.proxied = settings.proxy().map(proxy -> clients(base -> Proxying.by(proxy, base, connectTimeout())));
        } catch (RuntimeException | Error e) {
            leaveLoops().subscribe();
            throw e;
        }
    }

    private static LoopResources loops(String name) {
        LoopResources made = LoopResources.create(name, LoopResources.DEFAULT_IO_WORKER_COUNT, true);
        // Reactor Netty would create the threads with the first connection; here, an incompatible Netty fails early.
        made.onClient(LoopResources.DEFAULT_NATIVE);
        return made;
    }

    private ConnectionProvider pool(String name) {
        return ConnectionProvider.builder(name)
                .maxConnections(settings.maxConnections())
                // Bounded only by time, so that a burst of calls waits and no call is lost.
                .pendingAcquireMaxCount(-1)
                .pendingAcquireTimeout(settings.acquireTimeout())
                .evictionPredicate(age)
                .build();
    }

    private int connectTimeout() {
        return (int) Math.min(Integer.MAX_VALUE, Time.millis(settings.connectTimeout()));
    }

    private HttpClient on(ConnectionProvider connections) {
        return on(connections, loops);
    }

    private HttpClient on(ConnectionProvider connections, LoopResources threads) {
        return HttpClient.create(connections)
                // Set before the loops: otherwise Reactor Netty creates a resolver for them, which stays in a static
                // map and keeps the loops alive.
                .resolver(names)
                .runOn(threads)
                .doOnChannelInit((observer, channel, address) -> {
                    open.add(channel);
                    age.begin(channel);
                })
                .disableRetry(true)
                .followRedirect(false)
                .compress(false)
                .httpResponseDecoder(Connections::longHeads)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectTimeout())
                .headers(headers -> headers.set(HttpHeaderNames.USER_AGENT, UserAgent.VALUE));
    }

    private Clients clients(UnaryOperator<HttpClient> way) {
        // A storage that refuses an upload answers and closes. Its answer must be read although writing fails.
        HttpClient storage = withoutQueries(inLargeChunks(guarded(way.apply(on(storagePool, storageLoops)), null)))
                .option(ChannelOption.AUTO_CLOSE, false);
        return new Clients(
                api(way.apply(on(pool))),
                api(way.apply(on(keyPool))),
                api(way.apply(on(inferencePool))),
                api(way.apply(on(ConnectionProvider.newConnection()))),
                storage,
                new LazyMono<>(() -> secured(storage, Connections::encryptInLargeChunks)));
    }

    private HttpClient api(HttpClient base) {
        return guarded(base, settings.responseTimeout())
                .headers(headers -> headers.set(HttpHeaderNames.ACCEPT, "application/json"));
    }

    private Clients clientsFor(String host) {
        boolean byProxy =
                settings.proxy().filter(proxy -> proxy.appliesTo(host)).isPresent();
        return byProxy ? proxied.orElseThrow() : direct;
    }

    /** Returns the HTTP client for API calls to one origin, with a time limit for the whole answer. */
    HttpClient api(URI origin, Use use) {
        HttpClient api = clientsFor(origin.getHost()).api(use);
        boolean secure = "https".equalsIgnoreCase(origin.getScheme());
        int port = origin.getPort() >= 0 ? origin.getPort() : secure ? 443 : 80;
        // Netty expects an IPv6 address without its brackets.
        InetSocketAddress address =
                AddressUtils.createUnresolved(origin.getHost().replace("[", "").replace("]", ""), port);
        return (secure ? secured(api, handler -> {}) : api).remoteAddress(() -> address);
    }

    /**
     * Returns the HTTP client for a presigned URL. Answers may take any time; the receiver of the body must detect a
     * stall.
     */
    public Mono<HttpClient> storage(PresignedUrl url) {
        Clients clients = clientsFor(url.uri().getHost());
        return url.isSecure() ? clients.secureStorage().get() : Mono.just(clients.storage());
    }

    /** Called only if TLS is needed, because the JDK reads files and takes a quarter of a second to initialise it. */
    private HttpClient secured(HttpClient client, Consumer<SslHandler> more) {
        SslProvider.GenericSslContextSpec<?> spec =
                Http11SslContextSpec.forClient().configure(this::identified);
        return client.secure(tls ->
                tls.sslContext(spec).handshakeTimeout(settings.connectTimeout()).handlerConfigurator(more));
    }

    private void identified(SslContextBuilder context) {
        TlsOptions tls = settings.tls();
        tls.trust().ifPresent(context::trustManager);
        tls.keys().ifPresent(context::keyManager);
        // With an empty list, Netty would create an engine that supports nothing.
        if (!tls.protocols().isEmpty()) {
            context.protocols(tls.protocols());
        }
        if (!tls.ciphers().isEmpty()) {
            context.ciphers(tls.ciphers());
        }
    }

    /**
     * BoringSSL encrypts many records in one call, which saves native calls. The JDK's TLS encrypts one record per
     * call, and gains nothing.
     */
    private static void encryptInLargeChunks(SslHandler handler) {
        if (handler.engine() instanceof ReferenceCountedOpenSslEngine) {
            handler.setWrapDataSize(ENCRYPTED_AT_ONCE);
        }
    }

    /** Raises Netty's limit of 8 KiB per piece, because each piece costs more than the bytes in it. */
    @SuppressWarnings("deprecation") // Netty 4.1 has the option only under this name.
    private static HttpClient inLargeChunks(HttpClient client) {
        return client.option(ChannelOption.RCVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(2048, 1 << 16, MAX_CHUNK))
                .httpResponseDecoder(decoder -> longHeads(decoder).maxChunkSize(MAX_CHUNK));
    }

    private static HttpResponseDecoderSpec longHeads(HttpResponseDecoderSpec decoder) {
        return decoder.maxInitialLineLength(MAX_HEAD_LENGTH).maxHeaderSize(MAX_HEAD_LENGTH);
    }

    /** Returns how long a transfer waits for its turn. */
    public Duration acquireTimeout() {
        return settings.acquireTimeout();
    }

    int maxResponseSize() {
        return settings.maxResponseSize();
    }

    private static HttpClient guarded(HttpClient client, @Nullable Duration limit) {
        return client.doOnChannelInit((observer, channel, address) -> channel.pipeline()
                .addBefore(NettyPipeline.ReactiveBridge, "predictionone.guard", new ResponseGuard(limit)));
    }

    private static HttpClient withoutQueries(HttpClient client) {
        return client.doOnChannelInit((observer, channel, address) -> channel.pipeline()
                .addBefore(NettyPipeline.ReactiveBridge, "predictionone.query", new PresignedQuery()));
    }

    /** Closes every connection, and ends the threads if this was the last client. */
    public Mono<Void> close() {
        return Mono.defer(() -> closed.compareAndSet(false, true)
                // First, because a pool that is disposed of while its connections close reports that it has miscounted.
                ? FutureMono.deferFuture(open::close)
                        .onErrorComplete()
                        .then(Mono.whenDelayError(
                                pool.disposeLater(),
                                keyPool.disposeLater(),
                                inferencePool.disposeLater(),
                                storagePool.disposeLater()))
                        .onErrorComplete()
                        .then(Mono.fromRunnable(names::close))
                        .onErrorComplete()
                        .then(Mono.defer(this::leaveLoops))
                : Mono.empty());
    }

    private Mono<Void> leaveLoops() {
        return Mono.whenDelayError(leave(LOOPS), leave(STORAGE_LOOPS));
    }

    private static Mono<Void> leave(SharedResource<LoopResources> shared) {
        return shared.release()
                .map(left -> left.disposeLater(Duration.ZERO, SHUTDOWN))
                .orElse(Mono.empty());
    }
}
