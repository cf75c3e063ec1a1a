package io.github.predictionone.reactor.internal.exchange;

/** In Reactor's context, marks requests that have had a turn before; they go ahead of those that have not. */
final class Repeated {

    private Repeated() {}
}
