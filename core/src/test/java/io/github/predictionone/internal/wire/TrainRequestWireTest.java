package io.github.predictionone.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.training.ForecastUnit;
import io.github.predictionone.training.TrainRequest;
import io.github.predictionone.training.TrainingConfig;
import io.github.predictionone.training.TrainingId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TrainRequestWireTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    @DisplayName("3.3 a train request has the required fields and omits settings with the default")
    void required() {
        assertWire(TrainingConfig.regression("price"), "{'tc':'price','tt':'regression'}");
        assertWire(TrainingConfig.multiClassification("種類"), "{'tc':'種類','tt':'multi_classification'}");
        assertWire(
                TrainingConfig.timeSeries("y", "t", 1, 7),
                "{'tc':'y','tt':'regression','tsm':true,'tsc':'t','tsf':1,'tst':7}");
    }

    @Test
    @DisplayName("3.3 a train request has every setting that was chosen, with numbers and booleans as JSON types")
    void everything() {
        assertWire(
                TrainingConfig.binaryClassification("churn", "yes")
                        .withCrossValidation(-1)
                        .withImbalanceCorrection(true),
                "{'tc':'churn','tt':'binary_classification','tv':'yes','cv':-1,'im':true}");
        assertWire(
                TrainingConfig.timeSeries("y", "t", 2, 3)
                        .withCrossValidation(5)
                        .withTimeUnit(ForecastUnit.END_OF_MONTH)
                        .withInterval(4)
                        .withSeriesColumn("shop")
                        .withKnownColumns(true)
                        .withKnownColumnExceptions("a", "b"),
                "{'tc':'y','tt':'regression','cv':5,'tsm':true,'tsu':'eom','tsc':'t','tsi':4,'tsf':2,'tst':3,"
                        + "'tss':'shop','tsin':true,'tsine':['a','b']}");
    }

    @Test
    @DisplayName("3.3 a complete train request equals the example body")
    void fixture() {
        TrainingConfig config = TrainingConfig.binaryClassification("premium", "yes")
                .withCrossValidation(5)
                .withImbalanceCorrection(true);
        String body = Requests.train(TrainRequest.of(TrainingId.of("p-1"), "モデル", config))
                .body();
        assertThat(JSON.readTree(body)).isEqualTo(Fixtures.json("train.request"));
    }

    private static void assertWire(TrainingConfig config, String expected) {
        TrainRequest request = TrainRequest.of(TrainingId.of("id-1"), "model", config);
        assertThat(JSON.readTree(JSON.writeValueAsString(TrainRequestWire.of(request))))
                .isEqualTo(JSON.readTree(("{'external_process_id':'id-1','name':'model','config':" + expected + "}")
                        .replace('\'', '"')));
    }
}
