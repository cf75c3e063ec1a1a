package io.github.predictionone.testsupport;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The values of one case of a {@link Property}: a combination of edges, or random values with occasional edges. */
public final class Draw {

    private static final List<Byte> BYTES = List.of(
            (byte) 0, (byte) 1, (byte) 2, (byte) -1, (byte) -2, (byte) 126, (byte) 127, (byte) -127, (byte) -128);

    private final Random random;
    private final List<Object> values = new ArrayList<>();
    /** For each draw of the current combination, the number of edges that remain. */
    private final List<Integer> edgesLeft = new ArrayList<>();

    private boolean combining = true;

    Draw(Random random) {
        this.random = random;
    }

    void start() {
        values.clear();
    }

    /** Moves to the next combination of edges. Returns false after the last one, when random values begin. */
    boolean nextCombination() {
        int last = edgesLeft.size() - 1;
        while (last >= 0 && edgesLeft.get(last) == 0) {
            edgesLeft.remove(last--);
        }
        combining = last >= 0;
        if (combining) {
            edgesLeft.set(last, edgesLeft.get(last) - 1);
        }
        return combining;
    }

    private <T> T draw(List<T> edges, Supplier<T> inBetween) {
        T value;
        if (combining) {
            int place = values.size();
            if (place == edgesLeft.size()) {
                edgesLeft.add(edges.size() - 1);
            }
            value = edges.get(edges.size() - 1 - edgesLeft.get(place));
        } else {
            value = random.nextInt(8) == 0 ? edges.get(random.nextInt(edges.size())) : inBetween.get();
        }
        values.add(value);
        return value;
    }

    /** Draws one of these values, each of which is an edge. */
    public <T> T of(List<T> all) {
        return draw(all, () -> all.get(random.nextInt(all.size())));
    }

    public boolean flag() {
        return of(List.of(false, true));
    }

    public byte anyByte() {
        return draw(BYTES, () -> (byte) random.nextInt());
    }

    /** Draws a whole number of any magnitude, both bounds included. */
    public long number(long min, long max) {
        List<Long> edges = LongStream.of(0, 1, 2, -1, -2, min, min + 1, max - 1, max)
                .filter(edge -> min <= edge && edge <= max)
                .distinct()
                .boxed()
                .toList();
        return draw(edges, () -> {
            long scaled = random.nextLong() >> random.nextInt(Long.SIZE);
            // The maximum is drawn as an edge.
            return min <= scaled && scaled <= max ? scaled : random.nextLong(min, max);
        });
    }

    public int integer(int min, int max) {
        return (int) number(min, max);
    }

    /** Draws the seed of a source of random values, for values without edges of their own. */
    public Random random() {
        return new Random(number(Long.MIN_VALUE, Long.MAX_VALUE));
    }

    /** Draws a finite number of any magnitude, both bounds included. */
    public double decimal(double min, double max) {
        List<Double> edges = DoubleStream.of(0, 1, -1, 0.01, -0.01, 0.99, Double.MIN_VALUE, min, max)
                .filter(edge -> min <= edge && edge <= max)
                .distinct()
                .boxed()
                .toList();
        return draw(edges, () -> {
            double scaled = Double.longBitsToDouble(random.nextLong());
            // Halved, since the distance between the bounds may be more than a double can hold.
            return min <= scaled && scaled <= max ? scaled : 2 * random.nextDouble(min / 2, max / 2);
        });
    }

    /** Draws a number from 0 (inclusive) to 1 (exclusive). */
    public double fraction() {
        return decimal(0, Math.nextDown(1.0));
    }

    /**
     * Draws the size of a collection. The maximum is not an edge: the edges of that many elements would be combined.
     */
    public int size(int min, int max) {
        return draw(min == 0 ? List.of(0, 1) : List.of(min), () -> randomSize(min, max));
    }

    /** Returns small sizes more often than large ones. */
    private int randomSize(int min, int max) {
        return min + random.nextInt(1 + random.nextInt(1 + max - min));
    }

    public byte[] bytes(int maxSize) {
        List<byte[]> edges = new ArrayList<>(List.of(new byte[0], new byte[maxSize]));
        BYTES.forEach(edge -> edges.add(edges.size() - 1, new byte[] {edge}));
        return draw(edges, () -> {
            byte[] bytes = new byte[randomSize(0, maxSize)];
            random.nextBytes(bytes);
            return bytes;
        });
    }

    /** Draws a text of ASCII, or of any UTF-16 units, including unpaired surrogates. */
    public String text(int minLength, int maxLength) {
        List<String> edges = Stream.of("", " ", "\0", "\uffff", "\uffff".repeat(maxLength))
                .filter(edge -> edge.length() >= minLength)
                .toList();
        return draw(edges, () -> {
            int bound = random.nextBoolean() ? 1 << 7 : 1 << 16;
            return randomText(minLength, maxLength, () -> (char) random.nextInt(bound));
        });
    }

    /** Draws a text of one or more of these characters. Each character alone is an edge. */
    public String word(String alphabet, int maxLength) {
        List<String> edges = alphabet.chars().mapToObj(Character::toString).toList();
        return draw(edges, () -> randomText(1, maxLength, () -> alphabet.charAt(random.nextInt(alphabet.length()))));
    }

    private String randomText(int minLength, int maxLength, Supplier<Character> next) {
        return Stream.generate(next)
                .limit(randomSize(minLength, maxLength))
                .map(String::valueOf)
                .collect(joining());
    }

    /** Returns the values drawn so far, so that a logged case can be repeated. */
    @Override
    public String toString() {
        return Arrays.deepToString(values.toArray())
                .chars()
                .mapToObj(
                        unit -> ' ' <= unit && unit <= '~' ? Character.toString(unit) : String.format("\\u%04x", unit))
                .collect(joining());
    }
}
