package io.github.predictionone.benchmarks.watch;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A service that has one answer: the training is in progress. For an id that contains {@code changing}, the update time
 * changes with every poll. {@code /polls} returns the number of polls. Prints its port, and exits when its standard
 * input ends.
 */
public final class StatusServer {

    private static final String BODY =
            "{\"status\":\"training\",\"created_datetime\":\"2026-11-24T10:00:00Z\",\"updated_datetime\":\"2026-11-24T10:00:%09.6fZ\"}";
    private static final ByteBuf STATUS = Unpooled.unreleasableBuffer(Unpooled.directBuffer()
            .writeBytes(response(BODY.formatted(1.0)).getBytes(StandardCharsets.US_ASCII))
            .asReadOnly());

    private static final AtomicLong POLLS = new AtomicLong();

    private StatusServer() {}

    /**
     * Serves until standard input ends.
     *
     * @param arguments none
     * @throws IOException if standard input can't be read
     * @throws InterruptedException if interrupted
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        Channel server = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpRequestDecoder(), new Answering());
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
        System.out.println("port=" + ((InetSocketAddress) server.localAddress()).getPort());
        while (System.in.read() >= 0) {
            // Nothing is sent on standard input; only its end matters.
        }
        loop.shutdownGracefully().sync();
    }

    private static String response(String body) {
        return "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " + body.length() + "\r\n\r\n"
                + body;
    }

    @Sharable
    private static final class Answering extends ChannelInboundHandlerAdapter {

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // A disconnected client needs no answer.
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest request) {
                context.writeAndFlush(answer(request.uri()), context.voidPromise());
            }
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // Nothing depends on the outcome.
        public void exceptionCaught(ChannelHandlerContext context, Throwable reset) {
            context.close();
        }

        private static ByteBuf answer(String uri) {
            if (uri.equals("/polls")) {
                return text(Long.toString(POLLS.get()));
            }
            long poll = POLLS.incrementAndGet();
            return uri.contains("changing") ? text(BODY.formatted(poll % 50_000_000 / 1e6)) : STATUS.duplicate();
        }

        private static ByteBuf text(String body) {
            return Unpooled.copiedBuffer(response(body), StandardCharsets.US_ASCII);
        }
    }
}
