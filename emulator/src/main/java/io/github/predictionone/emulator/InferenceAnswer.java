package io.github.predictionone.emulator;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.github.predictionone.emulator.learning.Predictor;
import io.github.predictionone.emulator.learning.Predictor.Reason;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The outputs of an inference. */
final class InferenceAnswer {

    private InferenceAnswer() {}

    static List<Object> outputs(Predictor<?> predictor, InferenceRequest request) {
        List<String> values = request.values(predictor);
        List<Object> outputs = new ArrayList<>();
        Map<String, String> prediction = prediction(predictor, request, values);
        outputs.add(output(
                "prediction_valid.csv",
                List.of(prediction.keySet(), prediction.values()).stream()
                        .map(cells -> List.copyOf(cells))
                        .toList()));
        if (request.reasons()) {
            outputs.add(output("prediction_analysis.csv", reasons(predictor.reasons(values))));
        }
        return outputs;
    }

    /** Returns the cells by column, from left to right. */
    private static Map<String, String> prediction(
            Predictor<?> predictor, InferenceRequest request, List<String> values) {
        Map<String, String> cells = new LinkedHashMap<>();
        if (request.leftmost() != null) {
            cells.put(request.leftmost(), request.row().getOrDefault(request.leftmost(), ""));
        }
        if (!request.withoutRowNumber()) {
            cells.put("row number", "1");
        }
        List<String> names = predictor.predictionColumns();
        List<String> predicted = predictor.predict(values);
        // A regression predicts a single value, which can't be omitted.
        for (int i = request.withoutClass() && names.size() > 1 ? 1 : 0; i < names.size(); i++) {
            cells.put(names.get(i), predicted.get(i));
        }
        if (request.inputColumns()) {
            request.row().forEach(cells::putIfAbsent);
        }
        return cells;
    }

    private static List<List<String>> reasons(List<Reason> reasons) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("column name", "value", "contribution"));
        for (Reason reason : reasons) {
            lines.add(List.of(
                    reason.column(), reason.value(), String.format(Locale.ROOT, "%.6g", reason.contribution())));
        }
        return lines;
    }

    private static Map<String, String> output(String name, List<List<String>> lines) {
        StringWriter text = new StringWriter();
        // Without a buffer, the writer does not need to be closed.
        @SuppressWarnings("resource")
        CsvWriter csv = CsvWriter.builder().bufferSize(0).build(text);
        lines.forEach(csv::writeRecord);
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        return Map.of("name", name, "data", Base64.getEncoder().encodeToString(bytes));
    }
}
