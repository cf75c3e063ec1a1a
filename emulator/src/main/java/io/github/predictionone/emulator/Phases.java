package io.github.predictionone.emulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The states of a classifier from a moment on: one after the other, each for a while, the last one for ever. */
record Phases(List<String> words, Instant from, Duration each) {

    String at(Instant now) {
        return words.get(index(now));
    }

    /** When the state of this moment began. */
    Instant since(Instant now) {
        return from.plus(each.multipliedBy(index(now)));
    }

    private int index(Instant now) {
        int last = words.size() - 1;
        return each.isZero()
                ? last
                : (int) Math.max(0, Math.min(last, Duration.between(from, now).dividedBy(each)));
    }

    /** From a moment on these. */
    Phases then(Instant now, String... others) {
        return new Phases(List.of(others), now, each);
    }

    /** On the same way, but to another end. */
    Phases endingWith(String word) {
        List<String> others = new ArrayList<>(words);
        others.set(words.size() - 1, word);
        return new Phases(List.copyOf(others), from, each);
    }
}
