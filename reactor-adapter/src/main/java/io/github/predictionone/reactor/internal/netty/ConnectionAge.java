package io.github.predictionone.reactor.internal.netty;

import io.github.predictionone.reactor.internal.support.Time;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiPredicate;
import reactor.netty.Connection;
import reactor.netty.resources.ConnectionProvider.ConnectionMetadata;

/**
 * Decides which connections the pool must not reuse. The pool's own limits are not used, because it measures them on
 * the wall clock.
 */
final class ConnectionAge implements BiPredicate<Connection, ConnectionMetadata> {

    // Below the minute after which common gateways close an idle connection.
    private static final Duration IDLE = Duration.ofSeconds(45);
    private static final Duration LIFE = Duration.ofMinutes(5);
    // So that connections opened together are not all replaced together.
    private static final double SPREAD = 0.1;
    private static final AttributeKey<Age> AGE = AttributeKey.valueOf(ConnectionAge.class, "age");

    private final Time time;

    /** The age of one connection, used by one thread at a time. */
    private static final class Age {

        private final long endsAt;
        private int uses;
        private long idleSince;

        Age(long endsAt) {
            this.endsAt = endsAt;
        }
    }

    ConnectionAge(Time time) {
        this.time = time;
    }

    /** Records the start of a connection. */
    void begin(Channel channel) {
        double part = 1 - SPREAD * ThreadLocalRandom.current().nextDouble();
        channel.attr(AGE).set(new Age(time.nanos() + (long) (LIFE.toNanos() * part)));
    }

    /** Returns whether the pool must drop a connection. Called after each use and before the next one. */
    @Override
    public boolean test(Connection connection, ConnectionMetadata usage) {
        return !connection.channel().isActive()
                || !connection.isPersistent()
                || isOver(connection.channel().attr(AGE).get(), usage.acquireCount());
    }

    private boolean isOver(Age age, int uses) {
        long now = time.nanos();
        if (uses != age.uses) {
            age.uses = uses;
            age.idleSince = now;
        }
        return now >= age.endsAt || now - age.idleSince >= IDLE.toNanos();
    }
}
