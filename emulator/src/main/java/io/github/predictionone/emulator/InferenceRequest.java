package io.github.predictionone.emulator;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.github.predictionone.emulator.learning.Predictor;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The inputs of an inference.
 *
 * @param row the values by column, in the order of the CSV
 * @param reasons whether the answer includes the reasons
 * @param inputColumns whether the answer repeats the input columns
 * @param withoutClass whether the answer omits the class
 * @param withoutRowNumber whether the answer omits the row number
 * @param leftmost the input column that the answer puts leftmost; null for none
 */
record InferenceRequest(
        Map<String, String> row,
        boolean reasons,
        boolean inputColumns,
        boolean withoutClass,
        boolean withoutRowNumber,
        @Nullable String leftmost) {

    private static final Map<String, String> TYPES =
            Map.of("pr", "csv", "ar", "boolean", "ad", "boolean", "nc", "boolean", "nr", "boolean", "pc", "string");
    private static final List<String> REQUIRED = List.of("pr", "ar", "ad", "nc");

    static InferenceRequest read(Call call) {
        String contentType = call.headers().get("content-type", "").toLowerCase(Locale.ROOT);
        require(contentType.startsWith("application/json"));
        Map<String, JsonNode> inputs = inputs(json(call).path("inputs"));
        JsonNode leftmost = inputs.get("pc");
        InferenceRequest request = new InferenceRequest(
                row(inputs.get("pr")),
                flag(inputs, "ar"),
                flag(inputs, "ad"),
                flag(inputs, "nc"),
                flag(inputs, "nr"),
                leftmost == null ? null : leftmost.asString());
        require(request.leftmost == null || request.row.containsKey(request.leftmost));
        return request;
    }

    private static JsonNode json(Call call) {
        try {
            return call.json();
        } catch (Refusal e) {
            throw invalid();
        }
    }

    private static Map<String, JsonNode> inputs(JsonNode inputs) {
        require(inputs.isArray());
        Map<String, JsonNode> byName = new HashMap<>();
        for (JsonNode input : inputs) {
            String name = input.path("name").asString("");
            String type = TYPES.get(name);
            JsonNode data = input.path("data");
            require(type != null && type.equals(input.path("type").asString("")));
            require("boolean".equals(type) ? data.isBoolean() : data.isString());
            require(byName.put(name, data) == null);
        }
        require(byName.keySet().containsAll(REQUIRED));
        return byName;
    }

    private static boolean flag(Map<String, JsonNode> inputs, String name) {
        JsonNode value = inputs.get(name);
        return value != null && value.asBoolean();
    }

    /** Parses a header and one line. */
    private static Map<String, String> row(@Nullable JsonNode base64) {
        List<CsvRecord> lines = lines(base64 == null ? "" : base64.asString());
        require(lines.size() == 2);
        List<String> names = lines.get(0).getFields();
        List<String> values = lines.get(1).getFields();
        require(names.size() == values.size());
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            require(row.put(names.get(i), values.get(i)) == null);
        }
        return row;
    }

    private static List<CsvRecord> lines(String base64) {
        try {
            String csv = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            return CsvReader.builder().ofCsvRecord(csv.startsWith("\uFEFF") ? csv.substring(1) : csv).stream()
                    .limit(3)
                    .toList();
        } catch (IllegalArgumentException | CsvParseException e) {
            throw invalid();
        }
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw invalid();
        }
    }

    private static Refusal invalid() {
        return Refusal.of(ServiceError.INFERENCE_INVALID_REQUEST);
    }

    /** Returns the values for the predictor's columns; a column that the model does not use may be missing. */
    List<String> values(Predictor<?> predictor) {
        require(row.keySet().containsAll(predictor.inputs()));
        return predictor.names().stream()
                .map(name -> row.getOrDefault(name, ""))
                .toList();
    }
}
