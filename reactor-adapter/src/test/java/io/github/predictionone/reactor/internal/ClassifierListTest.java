package io.github.predictionone.reactor.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.classifier.ClassifierId;
import io.github.predictionone.internal.wire.ApiRequest;
import io.github.predictionone.reactor.internal.exchange.Answer;
import io.github.predictionone.reactor.internal.exchange.Exchange;
import io.github.predictionone.reactor.internal.support.Requester;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class ClassifierListTest {

    private final List<Requester> requesters = new ArrayList<>();

    private final class Recording implements Exchange {

        @Override
        public <T> Mono<Answer<T>> send(ApiRequest<T> request) {
            return Mono.deferContextual(context -> {
                requesters.add(context.get(Requester.class));
                return Mono.never();
            });
        }
    }

    @Test
    @DisplayName("3.6 the shared list request for classifiers counts as a known poll, not as a viewer's first look")
    void lane() {
        ClassifierList list = new ClassifierList(new Recording());
        for (String viewer : List.of("one", "another")) {
            list.status(ClassifierId.of("c-" + viewer), null)
                    .contextWrite(Requester.firstLook(List.of(viewer)).context())
                    .subscribe();
        }
        assertThat(requesters).containsExactly(Requester.knownPoll());
    }
}
