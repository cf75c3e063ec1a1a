package io.github.predictionone.emulator;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A training as its status shows it: its words one after the other, each for a while, and then its outcome. */
final class Training {

    private static final List<String> WORDS = List.of("waiting", "preprocessing", "training", "evaluating");

    private final List<String> words;
    private final Instant created;
    private final Duration pace;
    private volatile @Nullable Outcome outcome;

    private record Outcome(
            String word, @Nullable Path archive, @Nullable String message, Instant at) {}

    /** What the status is at one moment. */
    record Shown(
            String word,
            Instant created,
            Instant updated,
            @Nullable Path archive,
            @Nullable String message) {}

    private Training(List<String> words, Instant created, Duration pace) {
        this.words = words;
        this.created = created;
        this.pace = pace;
    }

    static Training started(Instant now, Duration pace) {
        return new Training(WORDS, now, pace);
    }

    /** By a script: the last word is the outcome, and stands for ever. */
    static Training scripted(List<String> words, Path archive, Instant now, Duration pace) {
        int last = words.size() - 1;
        Training training = new Training(List.copyOf(words.subList(0, last)), now, pace);
        boolean finished = words.get(last).equals("finished");
        training.outcome = new Outcome(words.get(last), finished ? archive : null, null, now);
        return training;
    }

    void finished(Path archive, Instant at) {
        outcome = new Outcome("finished", archive, null, at);
    }

    void failed(String reason, Instant at) {
        outcome = new Outcome("failed", null, reason, at);
    }

    Shown at(Instant now) {
        Outcome end = outcome;
        long step = pace.isZero()
                ? words.size()
                : Math.max(0, Duration.between(created, now).dividedBy(pace));
        Instant wordsEnd = created.plus(pace.multipliedBy(words.size()));
        if (step >= words.size() && end != null) {
            return new Shown(end.word, created, end.at.isAfter(wordsEnd) ? end.at : wordsEnd, end.archive, end.message);
        }
        int index = (int) Math.min(step, words.size() - 1L);
        return new Shown(words.get(index), created, created.plus(pace.multipliedBy(index)), null, null);
    }
}
