package io.github.predictionone.reactor.internal.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.Future;
import java.net.SocketAddress;

/**
 * Resolves the proxy's name when a connection is made. Reactor Netty itself would do so on an event loop, and block it.
 */
final class ProxyLookup extends ChannelOutboundHandlerAdapter {

    private final AddressResolverGroup<?> resolvers;

    ProxyLookup(AddressResolverGroup<?> resolvers) {
        this.resolvers = resolvers;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // The promise reports the result.
    public void connect(ChannelHandlerContext context, SocketAddress remote, SocketAddress local, ChannelPromise done) {
        resolvers
                .getResolver(context.channel().eventLoop())
                .resolve(remote)
                .addListener((Future<SocketAddress> found) -> {
                    if (found.isSuccess()) {
                        context.connect(found.getNow(), local, done);
                    } else {
                        done.setFailure(found.cause());
                    }
                });
    }
}
