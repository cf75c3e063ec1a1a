package io.github.predictionone.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.predictionone.CredentialType;
import io.github.predictionone.ProtocolException;
import io.github.predictionone.dataset.DataSet;
import io.github.predictionone.dataset.DataSetId;
import io.github.predictionone.model.Model;
import io.github.predictionone.model.ModelId;
import io.github.predictionone.training.ForecastUnit;
import io.github.predictionone.training.TrainingConfig;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListRequestsTest {

    private static <T> T decode(ApiRequest<T> request, String json) {
        return request.decoder().decode(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Page<Model> models(String models, String metadata) {
        return decode(ListRequests.models(0), "{\"models\":" + models + ",\"metadata\":" + metadata + "}");
    }

    @Test
    @DisplayName("1.3 a page is requested by offset and limit, and an item is deleted by its id in the path")
    void targets() {
        assertThat(ListRequests.models(60).target()).isEqualTo("/v1/external/models?offset=60&limit=30");
        assertThat(ListRequests.dataSets(0).target()).isEqualTo("/v1/external/data-sets?offset=0&limit=30");
        ApiRequest<ModelId> delete = ListRequests.deleteModel(ModelId.of(17));
        assertThat(delete.endpoint().method() + " " + delete.target()).isEqualTo("DELETE /v1/external/models/17");
        assertThat(delete.doing()).isEqualTo("Delete Model of 17");
        assertThat(ListRequests.deleteDataSet(DataSetId.of(5)).target()).isEqualTo("/v1/external/data-sets/5");
        assertThat(ListRequests.models(0).credential()).isEqualTo(CredentialType.TRAIN);
    }

    @Test
    @DisplayName("2.6 all fields of models are read, including their training configurations")
    void models() {
        Page<Model> page = ListRequests.models(0).decoder().decode(Fixtures.bytes("get-models.response"));
        assertThat(page.total()).hasValue(2);
        assertThat(page.limit()).hasValue(30);
        assertThat(page.items())
                .containsExactly(
                        new Model(
                                ModelId.of(17),
                                Optional.of("解約予測"),
                                Optional.of("binary_classification"),
                                Optional.of("2.0.1"),
                                Optional.of(TrainingConfig.binaryClassification("churn", "yes")
                                        .withCrossValidation(2)
                                        .withImbalanceCorrection(true)),
                                true,
                                Optional.of("u-1"),
                                Optional.of(Instant.parse("2026-11-24T10:00:00Z")),
                                Optional.of(Instant.parse("2026-11-24T10:30:00Z"))),
                        new Model(
                                ModelId.of(18),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(TrainingConfig.timeSeries("sales", "month", 1, 6)
                                        .withTimeUnit(ForecastUnit.END_OF_MONTH)
                                        .withInterval(1)
                                        .withSeriesColumn("shop")
                                        .withKnownColumns(true)
                                        .withKnownColumnExceptions("weather")),
                                false,
                                Optional.of("u-1"),
                                Optional.of(Instant.parse("2026-11-24T10:00:00Z")),
                                Optional.of(Instant.parse("2026-11-24T10:30:00Z"))));
    }

    @Test
    @DisplayName("2.6 all fields of data sets are read, and the URLs of their files appear in no text")
    void dataSets() {
        Page<DataSet> page = ListRequests.dataSets(0).decoder().decode(Fixtures.bytes("get-data-sets.response"));
        assertThat(page.items())
                .first()
                .isEqualTo(new DataSet(
                        DataSetId.of(5),
                        Optional.of("顧客.csv"),
                        Optional.of("csv"),
                        OptionalLong.of(12),
                        OptionalLong.of(40_000),
                        OptionalLong.of(7_340_032),
                        Optional.of("u-1"),
                        Optional.of(Instant.parse("2026-11-24T10:00:00Z")),
                        Optional.of(Instant.parse("2026-11-24T10:30:00Z"))));
        assertThat(page.toString()).as("2.2").doesNotContain("X-Signature");
    }

    @Test
    @DisplayName("2.6 an item needs an id, which may be text; other fields may be null, missing or unknown")
    void sparse() {
        Page<Model> page = models("[{\"model_id\":\"7\",\"new\":[{}]},null,{\"model_id\":8,\"config\":null}]", "null");
        assertThat(page.items()).extracting(Model::id).containsExactly(ModelId.of(7), ModelId.of(8));
        assertThat(page.count()).as("null items count too").isEqualTo(3);
        assertThat(page.total()).isEmpty();
        assertThat(page.items().get(0).config()).isEmpty();
        DataSet bare = decode(ListRequests.dataSets(0), "{\"data_sets\":[{\"data_set_id\":1}]}")
                .items()
                .get(0);
        assertThat(bare.name()).isEmpty();
        assertThat(bare.size()).isEmpty();
        assertThat(bare.created()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"tc\":\"y\"}",
                "{\"tt\":\"regression\"}",
                "{\"tc\":\"y\",\"tt\":\"clustering\"}",
                "{\"tc\":\"y\",\"tt\":\"binary_classification\"}",
                "{\"tc\":\"y\",\"tt\":\"regression\",\"cv\":\"many\"}",
                "{\"tc\":\"y\",\"tt\":\"regression\",\"tsm\":true}",
                "{\"tc\":\"y\",\"tt\":\"regression\",\"tsm\":true,\"tsc\":\"t\",\"tsf\":1,\"tst\":2,\"tsu\":\"week\"}",
                "\"y\"",
                "[]"
            })
    @DisplayName("2.6 a model with an unknown configuration is read without the configuration")
    void strangeConfig(String config) {
        Page<Model> page = models("[{\"model_id\":7,\"config\":" + config + "}]", "{}");
        assertThat(page.items())
                .singleElement()
                .satisfies(model -> assertThat(model.config()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"total\":null}",
                "{\"total\":\"all\"}",
                "{\"total\":[]}",
                "{\"total\":-1}",
                "{}",
                "{\"total\":1e99}"
            })
    @DisplayName("2.6 an unreadable total is ignored; a total as text is read")
    void strangeMetadata(String metadata) {
        assertThat(models("[]", metadata).total()).isEmpty();
        assertThat(models("[]", "{\"total\":\"12\",\"limit\":\"5\"}").total()).hasValue(12);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"models\":null}",
                "{\"models\":{}}",
                "[]",
                "",
                "{\"models\":[{}]}",
                "{\"models\":[{\"model_id\":\"x\"}]}"
            })
    @DisplayName("2.6 a missing list, or an item without an id, is a protocol error")
    void noList(String json) {
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> decode(ListRequests.models(0), json));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{}", "null", "OK", "{\"message\":\"deleted\"}", "{\"model_id\":17}"})
    @DisplayName("2.4 the answer to a deletion may have any body that is not an error")
    void deleted(String body) {
        assertThat(decode(ListRequests.deleteModel(ModelId.of(17)), body)).isEqualTo(ModelId.of(17));
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> decode(ListRequests.deleteModel(ModelId.of(17)), "{\"code\":4001000204}"));
    }
}
