package io.github.predictionone.reactor.internal.netty;

import io.github.predictionone.internal.wire.PresignedUrl;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.AttributeKey;
import reactor.netty.NettyOutbound;

/**
 * Adds the query of a presigned URL to the request when that is written, because the query is a bearer secret and
 * Reactor Netty logs the URLs that it receives.
 */
public final class PresignedQuery extends ChannelOutboundHandlerAdapter {

    private static final AttributeKey<String> QUERY = AttributeKey.valueOf("predictionone.query");

    /** Sets the query for the next request on this connection. */
    public static void prepare(PresignedUrl url, NettyOutbound out) {
        out.withConnection(
                connection -> connection.channel().attr(QUERY).set(url.uri().getRawQuery()));
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // The promise reports the result.
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        String query =
                message instanceof HttpRequest ? context.channel().attr(QUERY).getAndSet(null) : null;
        context.write(query == null ? message : with(query, (HttpRequest) message), promise);
    }

    /** Returns a copy, because the request itself can still be logged. */
    private static HttpRequest with(String query, HttpRequest request) {
        String uri = request.uri() + "?" + query;
        if (request instanceof FullHttpRequest full) {
            return full.replace(full.content()).setUri(uri);
        }
        return new DefaultHttpRequest(request.protocolVersion(), request.method(), uri, request.headers());
    }
}
