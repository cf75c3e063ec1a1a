package io.github.predictionone;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.classifier.AccessRule;
import io.github.predictionone.classifier.ClassifierEvent;
import io.github.predictionone.classifier.ClassifierId;
import io.github.predictionone.classifier.ClassifierRequest;
import io.github.predictionone.classifier.ClassifierStatus;
import io.github.predictionone.classifier.ClassifierUpdate;
import io.github.predictionone.classifier.RuleOrder;
import io.github.predictionone.inference.InputRow;
import io.github.predictionone.inference.PredictOptions;
import io.github.predictionone.model.ModelId;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.retraining.RetrainJobId;
import io.github.predictionone.retraining.RetrainingData;
import io.github.predictionone.retraining.RetrainingEvent;
import io.github.predictionone.retraining.RetrainingStatus;
import io.github.predictionone.testsupport.NullArguments;
import io.github.predictionone.training.ColumnInfo;
import io.github.predictionone.training.ColumnType;
import io.github.predictionone.training.ForecastUnit;
import io.github.predictionone.training.StatusEvent;
import io.github.predictionone.training.TrainRequest;
import io.github.predictionone.training.TrainingConfig;
import io.github.predictionone.training.TrainingData;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingState;
import io.github.predictionone.training.TrainingStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NullArgumentsTest {

    private static final TrainingId TRAINING = TrainingId.of("t-1");
    private static final RetrainJobId RETRAINING = RetrainJobId.of(ModelId.of(1), "r-1");
    private static final ClassifierId CLASSIFIER = ClassifierId.of("c-1");
    private static final TrainingConfig CONFIG = TrainingConfig.timeSeries("sales", "day", 1, 7);
    private static final NullArguments NULLS = new NullArguments(
            "text",
            Path.of("a.csv"),
            StandardCharsets.UTF_8,
            Instant.EPOCH,
            Duration.ofSeconds(1),
            OptionalLong.empty(),
            List.of(),
            Map.of("a", ColumnType.DATE),
            new String[] {"a"},
            new AccessRule[0],
            ModelId.of(1),
            TRAINING,
            RETRAINING,
            CLASSIFIER,
            TrainingStatus.of(TRAINING, "training"),
            RetrainingStatus.of(RETRAINING, "training"),
            ClassifierStatus.of(CLASSIFIER, "building"),
            TrainingState.FAILED,
            CONFIG,
            TrainRequest.of(TRAINING, "a", CONFIG),
            TrainingData.of(Path.of("a.csv")),
            RetrainingData.of(ModelId.of(1), Path.of("a.csv")),
            ColumnInfo.of(Map.of("text", ColumnType.DATE)),
            ColumnType.DATE,
            ForecastUnit.DAY,
            RuleOrder.ALLOW,
            AccessRule.allow("::/0", 1),
            ClassifierRequest.of(ModelId.of(1)),
            ClassifierUpdate.none(),
            PredictOptions.defaults(),
            RetryPolicy.defaults());

    @ParameterizedTest
    @ValueSource(
            classes = {
                TrainingStatus.class,
                RetrainingStatus.class,
                ClassifierStatus.class,
                StatusEvent.class,
                RetrainingEvent.class,
                ClassifierEvent.class,
                EventIds.class,
                TrainingConfig.class,
                TrainRequest.class,
                TrainingData.class,
                RetrainingData.class,
                ColumnInfo.class,
                AccessRule.class,
                ClassifierRequest.class,
                ClassifierUpdate.class,
                InputRow.class,
                PredictOptions.class,
                RetryPolicy.class
            })
    @DisplayName("2.1 a null argument is refused immediately, by the name of the argument")
    void named(Class<?> type) throws IllegalAccessException {
        assertThat(NULLS.misused(type)).isEmpty();
    }
}
