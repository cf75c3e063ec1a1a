package io.github.predictionone.reactor.internal.part;

/**
 * Consecutive bytes of an object.
 *
 * @param start the position of the first byte
 * @param end the position after the last byte
 */
public record ByteRange(long start, long end) {}
