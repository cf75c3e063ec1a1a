package io.github.predictionone.quickstart;

import io.github.predictionone.classifier.Classifier;
import io.github.predictionone.classifier.ClassifierId;
import io.github.predictionone.classifier.ClassifierState;
import io.github.predictionone.quickstart.Failure.CommandException;
import io.github.predictionone.reactor.ClassifierOperations;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the classifier that the user means. */
final class ClassifierChoice {

    private ClassifierChoice() {}

    /** Returns the classifier with this id or, without an id, the only one that is running. */
    static Classifier of(ClassifierOperations classifiers, @Nullable String id) {
        if (id != null) {
            return classifiers
                    .find(ClassifierId.of(id))
                    .blockOptional()
                    .orElseThrow(
                            () -> new CommandException(Failure.NOT_FOUND, "there is no classifier with the id " + id));
        }
        List<Classifier> running = classifiers
                .list()
                .filter(classifier -> classifier.state() == ClassifierState.RUNNING)
                .collectList()
                .blockOptional()
                .orElseThrow();
        if (running.size() != 1) {
            throw new CommandException(
                    Failure.NOT_FOUND, running.size() + " classifiers are running; choose one with --classifier");
        }
        return running.get(0);
    }
}
