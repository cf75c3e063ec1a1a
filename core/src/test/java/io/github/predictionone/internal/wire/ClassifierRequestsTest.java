package io.github.predictionone.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.predictionone.ApiKey;
import io.github.predictionone.CredentialType;
import io.github.predictionone.ProtocolException;
import io.github.predictionone.classifier.AccessRule;
import io.github.predictionone.classifier.Classifier;
import io.github.predictionone.classifier.ClassifierId;
import io.github.predictionone.classifier.ClassifierRequest;
import io.github.predictionone.classifier.ClassifierState;
import io.github.predictionone.classifier.ClassifierUpdate;
import io.github.predictionone.classifier.CreatedClassifier;
import io.github.predictionone.classifier.RuleOrder;
import io.github.predictionone.internal.text.JsonWriter;
import io.github.predictionone.model.ModelId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassifierRequestsTest {

    private static final ClassifierId ID = ClassifierId.of("../c 1/?#日");
    private static final String KEY = "c1a551f1er-k3y";

    private static List<Classifier> list(String json) {
        return ClassifierRequests.list().decoder().decode(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Classifier one(String fields) {
        return list("{\"classifiers\":[{\"classifier_id\":\"c\",\"status\":\"running\"" + fields + "}]}")
                .get(0);
    }

    @Test
    @DisplayName("1.3 a classifier's id is percent-encoded in the path")
    void encoding() {
        String path = "/v1/external/classifiers/..%2Fc%201%2F%3F%23%E6%97%A5";
        assertThat(ClassifierRequests.delete(ID).target()).isEqualTo(path);
        assertThat(ClassifierRequests.update(ID, ClassifierUpdate.none().withActive(true))
                        .target())
                .isEqualTo(path);
    }

    @Test
    @DisplayName("row 13: Create Classifier: the request and the answer follow the manual")
    void create() {
        ApiRequest<CreatedClassifier> request = ClassifierRequests.create(
                ClassifierRequest.of(ModelId.of(12), AccessRule.allow("192.0.2.0/24", 1), AccessRule.deny("::/0", 2)));
        assertThat(request.endpoint().method()).isEqualTo("POST");
        assertThat(request.endpoint().idempotent()).isFalse();
        assertThat(request.target()).isEqualTo("/v1/external/classifiers");
        assertThat(request.credential()).isEqualTo(CredentialType.DEPLOY);
        assertThat(Fixtures.read(request.body())).isEqualTo(Fixtures.json("create-classifier.request"));

        CreatedClassifier created = request.decoder().decode(Fixtures.bytes("create-classifier.response"));
        assertThat(created.id()).isEqualTo(ClassifierId.of("c-1"));
        assertThat(created.apiKey()).isEqualTo(ApiKey.of(KEY));
        assertThat(created.version()).contains("1");
        assertThat(created.toString()).as("2.2").doesNotContain(KEY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"api_key\":\"k\",\"version\":\"1\"} | classifier_id",
                "{\"classifier_id\":\" \",\"api_key\":\"k\"} | classifier_id",
                "{\"classifier_id\":\"..\",\"api_key\":\"k\"} | classifier_id",
                "{\"classifier_id\":\"c\",\"api_key\":null} | api_key",
                "{\"classifier_id\":\"c\",\"api_key\":\"a\\nb\"} | api_key",
                "{\"classifier_id\":[],\"api_key\":\"k\"} | unreadable",
                "[] | unreadable",
                "null | null"
            })
    @DisplayName("2.6 a new classifier without an id or a usable key is a protocol error that names the field")
    void createdBadly(String json, String named) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> ClassifierRequests.create(ClassifierRequest.of(ModelId.of(1)))
                        .decoder()
                        .decode(json.getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining(named);
    }

    @Test
    @DisplayName("row 14: Get Classifiers: the answer follows the manual")
    void listed() {
        ApiRequest<List<Classifier>> request = ClassifierRequests.list();
        assertThat(request.target()).isEqualTo("/v1/external/classifiers");
        assertThat(request.credential()).isEqualTo(CredentialType.DEPLOY);

        List<Classifier> all = request.decoder().decode(Fixtures.bytes("get-classifiers.response"));
        assertThat(all).hasSize(2);
        Classifier running = all.get(0);
        assertThat(running.id()).isEqualTo(ClassifierId.of("c-1"));
        assertThat(running.state()).isEqualTo(ClassifierState.RUNNING);
        assertThat(running.status().created()).contains(Instant.parse("2026-11-24T10:00:00Z"));
        assertThat(running.status().updated()).contains(Instant.parse("2026-11-24T10:12:30Z"));
        assertThat(running.modelId()).contains(ModelId.of(12));
        assertThat(running.version()).contains("3");
        assertThat(running.apiKey()).contains(ApiKey.of(KEY));
        assertThat(running.url())
                .contains("https://user-api.predictionone.sony.biz/v1/groups/g/classifiers/c-1/inference");
        assertThat(running.active()).isTrue();
        assertThat(running.editable()).isFalse();
        assertThat(running.rules()).containsExactly(AccessRule.allow("192.0.2.0/24", 1));
        Classifier building = all.get(1);
        assertThat(building.state()).isEqualTo(ClassifierState.BUILDING);
        assertThat(building.url()).isEmpty();
        assertThat(building.rules()).isEmpty();
    }

    @Test
    @DisplayName("2.2 the text and the JSON of a classifier contain neither its key nor its URL")
    void secret() {
        Classifier classifier = ClassifierRequests.list()
                .decoder()
                .decode(Fixtures.bytes("get-classifiers.response"))
                .get(0);
        assertThat(classifier.toString()).contains("c-1").doesNotContain(KEY, "https");
        assertThat(JsonWriter.write(classifier)).contains("running").doesNotContain(KEY, "https", "apiKey", "url");
    }

    @Test
    @DisplayName("row 14: a listed classifier may have missing or unknown fields, and numbers or booleans as text")
    void tolerant() {
        Classifier bare = one(",\"model_id\":null,\"url\":\" \",\"rules\":null,\"more\":{\"x\":[1]}");
        assertThat(bare.modelId()).isEmpty();
        assertThat(bare.apiKey()).isEmpty();
        assertThat(bare.url()).isEmpty();
        assertThat(bare.rules()).isEmpty();
        assertThat(bare.active()).isFalse();
        assertThat(bare.status().created()).isEmpty();

        Classifier texts = one(",\"model_id\":\"12\",\"active\":\"true\",\"version\":3,\"create_datetime\":1795514400,"
                + "\"rules\":[{\"source\":\"everywhere\",\"order\":\" Deny\",\"priority\":\"7\"}]");
        assertThat(texts.modelId()).contains(ModelId.of(12));
        assertThat(texts.active()).isTrue();
        assertThat(texts.version()).contains("3");
        assertThat(texts.status().created()).contains(Instant.parse("2026-11-24T10:00:00Z"));
        assertThat(texts.rules())
                .as("kept as the service wrote it, so that it can be sent back")
                .containsExactly(AccessRule.of("everywhere", RuleOrder.DENY, 7));
        assertThat(list("{\"classifiers\":[]}")).isEmpty();
    }

    @Test
    @DisplayName("4.7 statuses with different unreadable update times have different event ids")
    void strangeTimes() {
        assertThat(one(",\"update_datetime\":\"yesterday\"").status().eventId())
                .isNotEqualTo(one(",\"update_datetime\":\"today\"").status().eventId());
    }

    @ParameterizedTest
    @CsvSource({
        "building,BUILDING",
        "' Running ',RUNNING",
        "UPDATING,UPDATING",
        "failed,FAILED",
        "terminating,TERMINATING",
        "terminated,TERMINATED",
        "stopped,STOPPED",
        "warming_up,UNKNOWN"
    })
    @DisplayName("row 14: every status word has a meaning, and is kept unchanged")
    void words(String word, ClassifierState state) {
        Classifier classifier = list("{\"classifiers\":[{\"classifier_id\":\"c\",\"status\":\"" + word + "\"}]}")
                .get(0);
        assertThat(classifier.state()).isEqualTo(state);
        assertThat(classifier.status().word()).isEqualTo(word);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"classifiers\":null}",
                "{\"classifiers\":{}}",
                "{\"classifiers\":[null]}",
                "{\"classifiers\":[{\"classifier_id\":\"c\"}]}",
                "{\"classifiers\":[{\"classifier_id\":\"c\",\"status\":\"\"}]}",
                "{\"classifiers\":[{\"classifier_id\":null,\"status\":\"running\"}]}",
                "{\"classifiers\":[{\"classifier_id\":\"c\",\"status\":\"running\",\"rules\":[null]}]}",
                "{\"classifiers\":[{\"classifier_id\":\"c\",\"status\":\"running\",\"rules\":[{\"source\":\"::/0\",\"order\":\"maybe\",\"priority\":1}]}]}",
                "{\"classifiers\":[{\"classifier_id\":\"c\",\"status\":\"running\",\"rules\":[{\"source\":\"::/0\",\"order\":\"deny\"}]}]}",
                "{\"classifiers\":[{\"classifier_id\":\"c\",\"status\":\"running\",\"rules\":[{\"order\":\"deny\",\"priority\":1}]}]}",
                "{\"classifiers\":[",
                "<html>"
            })
    @DisplayName("2.6 a list of classifiers without a required field is a protocol error")
    void listedBadly(String json) {
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> list(json));
    }

    @Test
    @DisplayName("row 15: Update Classifier: the request and the answer follow the manual")
    void update() {
        ClassifierUpdate all = ClassifierUpdate.none()
                .withRules(List.of(AccessRule.deny("2001:db8::/32", 5)))
                .withActive(false)
                .withEditable(true);
        ApiRequest<Classifier> request = ClassifierRequests.update(ID, all);
        assertThat(request.endpoint().method()).isEqualTo("PATCH");
        assertThat(request.endpoint().idempotent()).isFalse();
        assertThat(request.credential()).isEqualTo(CredentialType.DEPLOY);
        assertThat(Fixtures.read(request.body())).isEqualTo(Fixtures.json("update-classifier.request"));

        Classifier updated = request.decoder().decode(Fixtures.bytes("update-classifier.response"));
        assertThat(updated.state()).isEqualTo(ClassifierState.UPDATING);
        assertThat(updated.active()).isFalse();
    }

    @Test
    @DisplayName("row 15: an update sends only the fields that it changes; an empty list of rules is a change")
    void partial() {
        assertThat(ClassifierRequests.update(ID, ClassifierUpdate.none().withActive(true))
                        .body())
                .isEqualTo("{\"active\":true}");
        assertThat(ClassifierRequests.update(ID, ClassifierUpdate.none().withRules(List.of()))
                        .body())
                .isEqualTo("{\"rules\":[]}");
        assertThat(ClassifierUpdate.none().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"classifier\":null}", "{\"classifier\":[]}", "{\"classifier\":{}}", ""})
    @DisplayName("2.6 the answer to an update without the classifier is a protocol error")
    void updatedBadly(String json) {
        ApiRequest<Classifier> request =
                ClassifierRequests.update(ID, ClassifierUpdate.none().withActive(true));
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> request.decoder().decode(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    @DisplayName("row 16: Delete Classifier: the answer may have any body that is not an error")
    void delete() {
        ApiRequest<ClassifierId> request = ClassifierRequests.delete(ID);
        assertThat(request.endpoint().method()).isEqualTo("DELETE");
        assertThat(request.credential()).isEqualTo(CredentialType.DEPLOY);
        for (String body : List.of("", "{}", "{\"message\":\"deleted\"}", "OK")) {
            assertThat(request.decoder().decode(body.getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo(ID);
        }
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> request.decoder().decode("{\"code\":4001000204}".getBytes(StandardCharsets.UTF_8)));
    }
}
