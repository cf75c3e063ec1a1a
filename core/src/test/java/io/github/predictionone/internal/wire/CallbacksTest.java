package io.github.predictionone.internal.wire;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.predictionone.CallbackException;
import io.github.predictionone.model.ModelId;
import io.github.predictionone.retraining.RetrainJobId;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.TrainingId;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CallbacksTest {

    private static final byte[] ANSWER = "{\"status\":\"training\"}".getBytes(StandardCharsets.UTF_8);

    static Stream<Throwable> thrown() {
        return Stream.of(
                new IllegalStateException(),
                new AssertionError(),
                new StackOverflowError(),
                new NoClassDefFoundError());
    }

    private static StatusClassifier throwing(Throwable failure) {
        return word -> {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure;
        };
    }

    private static <T> T read(ApiRequest<T> request) {
        T value = request.decoder().decode(ANSWER);
        return Objects.requireNonNull(request.decoder().callback()).apply(value);
    }

    @ParameterizedTest
    @MethodSource("thrown")
    @DisplayName("2.1 an exception names the status classifier that threw and the training, and has the cause")
    void threw(Throwable reason) {
        StatusClassifier classifier = throwing(reason);
        assertThatExceptionOfType(CallbackException.class)
                .isThrownBy(() -> read(Requests.trainingStatus(TrainingId.of("t-1"), classifier)))
                .withMessage("status of training t-1: status classifier "
                        + classifier.getClass().getName() + " threw "
                        + reason.getClass().getName())
                .withCause(reason);
    }

    @Test
    @DisplayName("2.1 an exception names a status classifier that returned null")
    void returningNull() {
        StatusClassifier classifier = word -> null;
        assertThatExceptionOfType(CallbackException.class)
                .isThrownBy(() -> read(RetrainingRequests.status(RetrainJobId.of(ModelId.of(7), "j-1"), classifier)))
                .withMessageStartingWith("status of retraining ")
                .withMessageEndingWith(classifier.getClass().getName() + " returned null");
    }
}
