package io.github.predictionone.reactor.internal.netty;

/** In Reactor's context, marks requests that must be sent on a new connection rather than on a kept one. */
public final class NewConnection {

    private NewConnection() {}
}
