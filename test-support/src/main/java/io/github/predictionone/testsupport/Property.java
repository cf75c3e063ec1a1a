package io.github.predictionone.testsupport;

import java.util.Random;

/** A statement that holds for any drawn values. */
@FunctionalInterface
public interface Property {

    void holdsFor(Draw draw) throws Exception;

    /**
     * Checks the property with each combination of edges, then with random values. A failure names the drawn
     * values. Every run draws the same values unless {@code -Dproperty.seed=…} selects others.
     */
    static void check(int tries, Property property) {
        long seed = Long.getLong("property.seed", 1);
        Draw draw = new Draw(new Random(seed));
        do {
            check(property, draw, seed);
        } while (draw.nextCombination());
        for (int i = 0; i < tries; i++) {
            check(property, draw, seed);
        }
    }

    private static void check(Property property, Draw draw, long seed) {
        draw.start();
        try {
            property.holdsFor(draw);
        } catch (Throwable failure) {
            throw new AssertionError("With " + draw + ", of -Dproperty.seed=" + seed + ": " + failure, failure);
        }
    }
}
