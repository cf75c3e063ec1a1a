package io.github.predictionone.reactor.internal.exchange;

/** In Reactor's context, marks requests that have had their turn before, and go ahead of those who have not. */
final class Repeated {

    private Repeated() {}
}
