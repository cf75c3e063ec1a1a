package io.github.predictionone.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RouteIT {

    private final PredictionOneEmulator emulator =
            PredictionOneEmulator.builder().start();
    private final ServiceUser user = new ServiceUser(emulator);

    @AfterEach
    void close() {
        emulator.close();
    }

    @Test
    void theWholeServiceIsServed() {
        assertThat(emulator.routes())
                .containsExactly(
                        "GET /v1/external/api-key",
                        "GET /v1/external/data-sets/upload-url",
                        "GET /v1/external/data-sets/column-info",
                        "POST /v1/external/models",
                        "GET /v1/external/models/results",
                        "GET /v1/external/models",
                        "DELETE /v1/external/models/{model_id}",
                        "GET /v1/external/data-sets",
                        "DELETE /v1/external/data-sets/{data_set_id}",
                        "GET /v1/external/retrain_jobs/upload_url",
                        "GET /v1/external/retrain_jobs/{retrain_job_id}",
                        "PUT /v1/external/retrain_jobs/{retrain_job_id}/update_model",
                        "POST /v1/external/classifiers",
                        "GET /v1/external/classifiers",
                        "PATCH /v1/external/classifiers/{classifier_id}",
                        "DELETE /v1/external/classifiers/{classifier_id}",
                        "POST /v1/groups/{group_id}/classifiers/{classifier_id}/inference");
    }

    @ParameterizedTest
    @EnumSource(ServiceError.class)
    void everyDocumentedErrorOnDemand(ServiceError error) {
        emulator.failNext(1, error);
        user.assertError(user.send(user.api("/models")), error);
        assertThat(user.send(user.api("/models")).statusCode()).isEqualTo(200);
    }

    @Test
    void everyRouteButInferenceWantsAKeyOfTheService() {
        for (String route : emulator.routes()) {
            String[] parts = route.split(" ", 2);
            if (parts[1].startsWith("/v1/external")) {
                String path = parts[1].substring("/v1/external".length()).replaceAll("\\{.*}", "1");
                user.assertError(user.call(parts[0], path, "wrong", null), ServiceError.INVALID_API_KEY);
            }
        }
    }
}
