package io.github.predictionone.emulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The states of a classifier, one after the other: each is shown for a fixed time, and the last one stays. */
record Phases(List<String> words, Instant from, Duration each) {

    String at(Instant now) {
        return words.get(index(now));
    }

    /** Returns when the state of this moment began. */
    Instant since(Instant now) {
        return from.plus(each.multipliedBy(index(now)));
    }

    private int index(Instant now) {
        int last = words.size() - 1;
        return each.isZero()
                ? last
                : (int) Math.max(0, Math.min(last, Duration.between(from, now).dividedBy(each)));
    }

    /** Returns phases that begin at this moment with other states. */
    Phases then(Instant now, String... others) {
        return new Phases(List.of(others), now, each);
    }

    /** Returns the same phases with another last state. */
    Phases endingWith(String word) {
        List<String> others = new ArrayList<>(words);
        others.set(words.size() - 1, word);
        return new Phases(List.copyOf(others), from, each);
    }
}
