package io.github.predictionone.reactor.internal.netty;

import io.github.predictionone.reactor.ProxyOptions;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.NoopAddressResolverGroup;
import java.net.InetSocketAddress;
import java.util.Objects;
import reactor.netty.http.client.HttpClient;
import reactor.netty.transport.ProxyProvider;

/** Sends a client's connections through a proxy, by {@code CONNECT}. */
final class Proxying {

    private Proxying() {}

    /** Lets the proxy resolve target hosts, because they may not be resolvable from here. */
    static HttpClient by(ProxyOptions proxy, HttpClient client, int connectTimeoutMillis) {
        AddressResolverGroup<?> resolvers =
                Objects.requireNonNull(client.configuration().resolver());
        return client.resolver(NoopAddressResolverGroup.INSTANCE)
                .proxy(type -> configure(type, proxy, connectTimeoutMillis))
                // Before the handler that connects to the proxy itself.
                .doOnChannelInit((observer, channel, address) ->
                        channel.pipeline().addFirst("predictionone.proxyLookup", new ProxyLookup(resolvers)));
    }

    private static void configure(ProxyProvider.TypeSpec type, ProxyOptions proxy, int connectTimeoutMillis) {
        InetSocketAddress address = InetSocketAddress.createUnresolved(proxy.host(), proxy.port());
        ProxyProvider.Builder builder = type.type(ProxyProvider.Proxy.HTTP)
                // A supplier, because an address would be resolved immediately.
                .socketAddress(() -> address)
                .connectTimeoutMillis(connectTimeoutMillis);
        proxy.credentials()
                .ifPresent(known -> builder.username(known.username()).password(name -> known.password()));
    }
}
