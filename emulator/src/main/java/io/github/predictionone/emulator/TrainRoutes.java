package io.github.predictionone.emulator;

import io.github.predictionone.emulator.learning.ColumnReport;
import io.github.predictionone.emulator.learning.DataTable;
import io.github.predictionone.emulator.learning.TrainingFailure;
import io.github.predictionone.emulator.storage.SignedUrls;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Rows 2 to 5 of the API: uploads, data set information, trainings and their status. */
final class TrainRoutes {

    private final Keys keys;
    private final Trainings trainings;
    private final SignedUrls urls;
    private final Clock clock;

    TrainRoutes(Keys keys, Trainings trainings, SignedUrls urls, Clock clock) {
        this.keys = keys;
        this.trainings = trainings;
        this.urls = urls;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/data-sets/upload-url", this::uploadUrls),
                Route.get("/data-sets/column-info", this::columnInfo),
                Route.post("/models", this::train),
                Route.get("/models/results", this::status));
    }

    private Object uploadUrls(Call call) {
        keys.requireApiKey(call.key(), "train");
        String extension = call.require("extension");
        if (!extension.equals("csv") && !extension.equals("tsv")) {
            throw Refusal.badRequest("extension must be csv or tsv.");
        }
        ExternalProcess process = trainings.open(extension);
        return Map.of(
                "learn_data_set_upload_url", urls.sign("PUT", process.trainingPath()),
                "eval_data_set_upload_url", urls.sign("PUT", process.evaluationPath()),
                "column_info_upload_url", urls.sign("PUT", process.columnInfoPath()),
                "external_process_id", process.id());
    }

    private Object columnInfo(Call call) {
        keys.requireApiKey(call.key(), "train");
        ExternalProcess process = trainings.require(call.require("external_process_id"));
        Path data = trainings.file(process.trainingPath());
        if (data == null) {
            throw Refusal.badRequest("The training data has not been uploaded.");
        }
        try {
            return ColumnReport.of(DataTable.read(data, process.extension()));
        } catch (TrainingFailure e) {
            throw Refusal.badRequest(String.valueOf(e.getMessage()));
        }
    }

    private Object train(Call call) {
        keys.requireApiKey(call.key(), "train");
        JsonNode request = call.json();
        ExternalProcess process = trainings.require(Call.text(request, "external_process_id"));
        trainings.start(process, TrainingRequest.of(Call.text(request, "name"), request.path("config")));
        return Map.of("external_process_id", process.id());
    }

    private Object status(Call call) {
        keys.requireApiKey(call.key(), "train");
        ExternalProcess process = trainings.require(call.require("external_process_id"));
        Training.Shown shown = process.training().at(clock.instant());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", shown.word());
        answer.put("created_datetime", Datetime.text(shown.created()));
        answer.put("updated_datetime", Datetime.text(shown.updated()));
        if (shown.archive() != null) {
            answer.put("result_url", urls.sign("GET", process.resultPath()));
        }
        if (shown.message() != null) {
            answer.put("message", shown.message());
        }
        return answer;
    }
}
