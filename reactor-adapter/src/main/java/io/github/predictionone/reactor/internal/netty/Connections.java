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

/** One client's connections, on the event loops that it shares with others. */
public final class Connections {

    private static final int MAX_CHUNK = 1 << 19;
    private static final int MAX_HEAD_LENGTH = 1 << 16;
    private static final int ENCRYPTED_AT_ONCE = 1 << 20;
    private static final Duration SHUTDOWN = Duration.ofSeconds(5);

    private static final SharedResource<LoopResources> LOOPS = new SharedResource<>(() -> loops("predictionone"));
    // Of their own: a file on a mount that hangs stops the thread that sends it.
    private static final SharedResource<LoopResources> STORAGE_LOOPS =
            new SharedResource<>(() -> loops("predictionone-storage"));

    private final ConnectionSettings settings;
    private final LoopResources loops;
    private final LoopResources storageLoops;
    private final ConnectionAge age;
    private final AddressResolverGroup<?> names;
    private final AtomicBoolean closed = new AtomicBoolean();
    // Those in use, too, which a pool leaves alone. Closes what is added later.
    private final ChannelGroup open = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);
    private final ConnectionProvider pool;
    private final ConnectionProvider keyPool;
    private final ConnectionProvider inferencePool;
    private final ConnectionProvider storagePool;
    private final Clients direct;
    private final Optional<Clients> proxied;

    /** What an API call is sent on. */
    public enum Use {
        CALLS,
        /** Requests for keys, which wait for no other call. */
        KEYS,
        /** Requests to classifiers, which may be at the service's own origin. */
        INFERENCE,
        /** One request each: none of these connections is kept. */
        ONCE
    }

    /** Made once each: the pool tells connections apart by the client that they were opened for. */
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

    /** With another clock, by which connections age. */
    public Connections(ConnectionSettings settings, Time time) {
        this(settings, time, UnaryOperator.identity());
    }

    /** With a resolver of other settings. */
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
        // Reactor Netty would make them with the first connection: a Netty that does not fit is refused here.
        made.onClient(LoopResources.DEFAULT_NATIVE);
        return made;
    }

    private ConnectionProvider pool(String name) {
        return ConnectionProvider.builder(name)
                .maxConnections(settings.maxConnections())
                // Bounded by time alone: a burst of calls waits, and none is lost.
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
                // Before the loops: a resolver that Reactor Netty creates for them stays in a static map, and keeps
                // them.
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
        // A storage that refuses an upload answers and closes: the answer is read although writing fails.
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

    /** For API calls to one origin: the whole answer in limited time. */
    HttpClient api(URI origin, Use use) {
        HttpClient api = clientsFor(origin.getHost()).api(use);
        boolean secure = "https".equalsIgnoreCase(origin.getScheme());
        int port = origin.getPort() >= 0 ? origin.getPort() : secure ? 443 : 80;
        // Netty wants an IPv6 address without its brackets.
        InetSocketAddress address =
                AddressUtils.createUnresolved(origin.getHost().replace("[", "").replace("]", ""), port);
        return (secure ? secured(api, handler -> {}) : api).remoteAddress(() -> address);
    }

    /** For presigned storage: bodies of any length, which their receiver watches over. */
    public Mono<HttpClient> storage(PresignedUrl url) {
        Clients clients = clientsFor(url.uri().getHost());
        return url.isSecure() ? clients.secureStorage().get() : Mono.just(clients.storage());
    }

    /** Only where it is needed: the JDK takes a quarter of a second, and reads files, to get ready for TLS. */
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
        // Of an empty list Netty would make an engine that speaks nothing.
        if (!tls.protocols().isEmpty()) {
            context.protocols(tls.protocols());
        }
        if (!tls.ciphers().isEmpty()) {
            context.ciphers(tls.ciphers());
        }
    }

    /** BoringSSL makes many records in one call, which saves calls out of the JVM; the JDK's TLS makes one, and gains nothing. */
    private static void encryptInLargeChunks(SslHandler handler) {
        if (handler.engine() instanceof ReferenceCountedOpenSslEngine) {
            handler.setWrapDataSize(ENCRYPTED_AT_ONCE);
        }
    }

    /** Netty hands on pieces of 8 KiB, and each of them costs more than the bytes in it. */
    @SuppressWarnings("deprecation") // Netty 4.1 has the option under this name alone.
    private static HttpClient inLargeChunks(HttpClient client) {
        return client.option(ChannelOption.RCVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(2048, 1 << 16, MAX_CHUNK))
                .httpResponseDecoder(decoder -> longHeads(decoder).maxChunkSize(MAX_CHUNK));
    }

    private static HttpResponseDecoderSpec longHeads(HttpResponseDecoderSpec decoder) {
        return decoder.maxInitialLineLength(MAX_HEAD_LENGTH).maxHeaderSize(MAX_HEAD_LENGTH);
    }

    /** How long a transfer waits for its turn. */
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
                // First, for a pool that is disposed of while its connections close prints that it has miscounted.
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
