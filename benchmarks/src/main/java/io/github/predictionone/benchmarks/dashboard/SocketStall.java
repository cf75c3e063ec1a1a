package io.github.predictionone.benchmarks.dashboard;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/** Keeps one client from reading its socket, whatever is demanded above. For one connection at a time. */
@Sharable
final class SocketStall extends ChannelDuplexHandler {

    private volatile boolean stalled;
    private volatile @Nullable Channel channel;

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
    }

    @Override
    public void read(ChannelHandlerContext context) {
        if (!stalled) {
            context.read();
        }
    }

    void begin() {
        stalled = true;
    }

    void end() {
        stalled = false;
        Channel open = channel;
        if (open != null) {
            open.read();
        }
    }
}
