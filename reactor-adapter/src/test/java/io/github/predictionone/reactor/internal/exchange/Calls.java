package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.ApiKey;
import io.github.predictionone.internal.wire.ApiRequest;
import io.github.predictionone.internal.wire.Endpoint;
import io.github.predictionone.internal.wire.Requests;
import io.github.predictionone.internal.wire.StatusAnswer;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingStatus;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Calls over scripted networks, in virtual time until the end of the test. */
final class Calls implements AfterEachCallback {

    static final String GOOD = "{\"status\":\"training\"}";
    static final String UNKNOWN_KEY = "{\"code\":4001000204,\"message\":\"invalid_api_key.\"}";
    static final ApiRequest<StatusAnswer<TrainingStatus>> STATUS =
            Requests.trainingStatus(TrainingId.of("t-1"), StatusClassifier.defaults());
    static final ApiRequest<String> POST =
            new ApiRequest<>(Endpoint.TRAIN, "t-1", Endpoint.TRAIN.path(), "{}", body -> "done");

    private final VirtualTimeScheduler clock = VirtualTimeScheduler.getOrSet();
    private final ScriptedNetwork network = new ScriptedNetwork();
    // Rule 3.5: the key issuer and the calls use separate networks, which keeps their requests apart.
    private final ScriptedNetwork issuing = new ScriptedNetwork();

    VirtualTimeScheduler clock() {
        return clock;
    }

    ScriptedNetwork network() {
        return network;
    }

    ScriptedNetwork issuing() {
        return issuing;
    }

    Exchange exchange() {
        return Chains.of(false, 0).withKey(ApiKey.of("k"), network);
    }

    Exchange withSecretKey() {
        Exchanges exchanges = Chains.of(false, 0);
        return exchanges.withIssuedKeys(exchanges.issuer(ApiKey.of("secret"), issuing), network);
    }

    static String word(Answer<StatusAnswer<TrainingStatus>> answer) {
        return answer.value().status().word();
    }

    static String key(String key, String end) {
        return "{\"api_key\":\"" + key + "\",\"end_date\":\"" + end + "\"}";
    }

    @Override
    public void afterEach(ExtensionContext context) {
        VirtualTimeScheduler.reset();
    }
}
