package io.github.predictionone.reactor.internal.netty;

/** In Reactor's context, marks requests that are sent on a new connection, and not on one that has been kept. */
public final class NewConnection {

    private NewConnection() {}
}
