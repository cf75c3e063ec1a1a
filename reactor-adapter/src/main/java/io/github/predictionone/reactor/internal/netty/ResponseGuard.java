package io.github.predictionone.reactor.internal.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;

/**
 * Keeps requests and responses of a connection in step. It skips 1xx responses, limits the time from a request to the
 * end of its response, and closes a connection on which unrequested data arrives. It holds back the end of a response
 * until it has inspected everything that arrived with it, because a connection with surplus data must never return to
 * the pool.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A failed write closes the channel, which reports the failure.
final class ResponseGuard extends ChannelDuplexHandler {

    private static final AttributeKey<Boolean> ANSWERED = AttributeKey.valueOf("predictionone.answered");

    private final @Nullable Duration limit;
    private boolean awaiting;
    private boolean skipping;
    private boolean skipped;
    private @Nullable Object end;
    /** How long the latest request may take after the end of the timer, in nanoseconds. */
    private long extension;

    private @Nullable ScheduledFuture<?> timer;

    /** Without a limit, the response may take any time. */
    ResponseGuard(@Nullable Duration limit) {
        this.limit = limit;
    }

    /** Returns whether a connection has already received a complete response. */
    static boolean hasAnswered(Channel channel) {
        return channel.hasAttr(ANSWERED);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpRequest) {
            awaiting = true;
            startTimer(context);
        }
        context.write(message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
            part.setDecoderResult(named(part.decoderResult().cause()));
        }
        if (!awaiting || end != null) {
            ReferenceCountUtil.release(message);
            Connection.from(context.channel()).markPersistent(false);
            finish(context);
            context.close();
        } else if (skipping || isInformational(message)) {
            skipping = !(message instanceof LastHttpContent);
            skipped = true;
            ReferenceCountUtil.release(message);
        } else if (message instanceof LastHttpContent) {
            end = message;
        } else {
            context.fireChannelRead(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        finish(context);
        context.fireChannelReadComplete();
        if (skipped) {
            // Without automatic reads, the next handlers, which do not see a 1xx response, do not request the data
            // after it.
            skipped = false;
            context.read();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        finish(context);
        stopTimer();
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        stopTimer();
        ReferenceCountUtil.release(end);
        end = null;
    }

    /** Wraps a decoder's exception, which may have any type, in the type that stands for invalid bytes received. */
    private static DecoderResult named(Throwable cause) {
        return DecoderResult.failure(new DecoderException("not valid HTTP: " + cause.getMessage(), cause));
    }

    private static boolean isInformational(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL
                // The client never requests another protocol: a 101 response is wrong, and what follows is not HTTP.
                && response.status().code() != 101;
    }

    private void finish(ChannelHandlerContext context) {
        Object last = end;
        if (last != null) {
            end = null;
            // Before the next handler sees the end, because it may then write the next request.
            awaiting = false;
            context.channel().attr(ANSWERED).set(true);
            context.fireChannelRead(last);
        }
    }

    /** Starts or extends the timer: one timer that checks again later is cheaper than one per request. */
    private void startTimer(ChannelHandlerContext context) {
        if (limit == null) {
            return;
        }
        if (timer == null) {
            scheduleCheck(context, limit, limit.toNanos());
        } else {
            extension = limit.toNanos() - timer.getDelay(TimeUnit.NANOSECONDS);
        }
    }

    private void scheduleCheck(ChannelHandlerContext context, Duration limit, long nanos) {
        extension = 0;
        timer = context.executor().schedule(() -> checkTimeout(context, limit), nanos, TimeUnit.NANOSECONDS);
    }

    private void checkTimeout(ChannelHandlerContext context, Duration limit) {
        timer = null;
        if (awaiting && extension > 0) {
            scheduleCheck(context, limit, extension);
        } else if (awaiting) {
            expired(context, limit);
        }
    }

    private static void expired(ChannelHandlerContext context, Duration limit) {
        context.fireExceptionCaught(new TimeoutException("no complete answer within " + limit));
        context.close();
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
