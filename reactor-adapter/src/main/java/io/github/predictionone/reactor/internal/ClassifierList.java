package io.github.predictionone.reactor.internal;

import io.github.predictionone.ApiError;
import io.github.predictionone.ApiException;
import io.github.predictionone.Retryability;
import io.github.predictionone.classifier.Classifier;
import io.github.predictionone.classifier.ClassifierId;
import io.github.predictionone.classifier.ClassifierStatus;
import io.github.predictionone.internal.wire.ClassifierRequests;
import io.github.predictionone.reactor.internal.exchange.Answer;
import io.github.predictionone.reactor.internal.exchange.Exchange;
import io.github.predictionone.reactor.internal.support.Requester;
import io.github.predictionone.reactor.internal.support.SharedCall;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The list of all classifiers. One call requests it for all watches that need it at that moment. */
final class ClassifierList {

    private final Mono<Answer<List<Classifier>>> list;
    private final SharedCall<Answer<List<Classifier>>> shared;

    ClassifierList(Exchange exchange) {
        this.list = Mono.defer(() -> exchange.send(ClassifierRequests.list()));
        // One call serves all watches, so it is not the first look of any viewer.
        this.shared = new SharedCall<>(list.contextWrite(
                context -> context.putAll(Requester.knownPoll().context().readOnly())));
    }

    /** Requests the status of one classifier. */
    Mono<Answer<ClassifierStatus>> status(ClassifierId id, @Nullable ClassifierStatus lastSeen) {
        return shared.result()
                .flatMap(all -> Mono.justOrEmpty(find(id, all)))
                // A shared call that was already in flight may have begun before the classifier existed.
                .switchIfEmpty(list.map(all -> required(id, all, lastSeen)));
    }

    private static @Nullable Answer<ClassifierStatus> find(ClassifierId id, Answer<List<Classifier>> all) {
        return all.value().stream()
                .filter(classifier -> classifier.id().equals(id))
                .findFirst()
                .map(classifier -> new Answer<>(classifier.status(), all.retryAfter()))
                .orElse(null);
    }

    private static Answer<ClassifierStatus> required(
            ClassifierId id, Answer<List<Classifier>> all, @Nullable ClassifierStatus lastSeen) {
        Answer<ClassifierStatus> found = find(id, all);
        if (found != null) {
            return found;
        }
        if (lastSeen == null) {
            throw new ApiException(
                    "watch of classifier " + id + ": the service lists no classifier of this id",
                    new ApiError(200, null, null, null, null),
                    Retryability.LATER);
        }
        return new Answer<>(lastSeen.gone(), all.retryAfter());
    }
}
