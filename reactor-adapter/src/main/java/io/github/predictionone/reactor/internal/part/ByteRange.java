package io.github.predictionone.reactor.internal.part;

/**
 * Some consecutive bytes of an object.
 *
 * @param start the position of the first
 * @param end the position after the last
 */
public record ByteRange(long start, long end) {}
