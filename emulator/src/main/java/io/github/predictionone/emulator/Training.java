package io.github.predictionone.emulator;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A training or retraining as its status shows it: one word after the other, each for one pace, and then the outcome.
 */
final class Training {

    private final List<String> words;
    private final StatusWords vocabulary;
    private final Instant created;
    private final Duration pace;
    private volatile @Nullable Outcome outcome;

    private record Outcome(
            String word, @Nullable Path archive, @Nullable String message, Instant at) {}

    /** The status at one moment. */
    record Shown(
            String word,
            Instant created,
            Instant updated,
            @Nullable Path archive,
            @Nullable String message) {}

    private Training(StatusWords vocabulary, List<String> words, Instant created, Duration pace) {
        this.vocabulary = vocabulary;
        this.words = words;
        this.created = created;
        this.pace = pace;
    }

    static Training started(StatusWords vocabulary, Instant now, Duration pace) {
        return new Training(vocabulary, vocabulary.way(), now, pace);
    }

    /** Returns a training that follows a script; the last word is the outcome, and stays. */
    static Training scripted(StatusWords vocabulary, List<String> words, Path archive, Instant now, Duration pace) {
        int last = words.size() - 1;
        Training training = new Training(vocabulary, List.copyOf(words.subList(0, last)), now, pace);
        boolean finished = words.get(last).equals(vocabulary.finished());
        training.outcome = new Outcome(words.get(last), finished ? archive : null, null, now);
        return training;
    }

    void finished(Path archive, Instant at) {
        outcome = new Outcome(vocabulary.finished(), archive, null, at);
    }

    void failed(String reason, Instant at) {
        outcome = new Outcome(vocabulary.failed(), null, reason, at);
    }

    /** Returns whether the outcome, which may not be shown yet, is a success. */
    boolean willFinish() {
        Outcome end = outcome;
        return end != null && end.word.equals(vocabulary.finished());
    }

    /** Returns when an outcome of this moment is shown: only after every word has been shown. */
    Instant shownAt(Instant outcomeAt) {
        Instant wordsEnd = created.plus(pace.multipliedBy(words.size()));
        return outcomeAt.isAfter(wordsEnd) ? outcomeAt : wordsEnd;
    }

    Shown at(Instant now) {
        Outcome end = outcome;
        long step = pace.isZero()
                ? words.size()
                : Math.max(0, Duration.between(created, now).dividedBy(pace));
        if (step >= words.size() && end != null) {
            return new Shown(end.word, created, shownAt(end.at), end.archive, end.message);
        }
        int index = (int) Math.min(step, words.size() - 1L);
        return new Shown(words.get(index), created, created.plus(pace.multipliedBy(index)), null, null);
    }
}
