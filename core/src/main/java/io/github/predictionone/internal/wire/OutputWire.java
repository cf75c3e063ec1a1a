package io.github.predictionone.internal.wire;

import io.github.predictionone.ProtocolException;
import io.github.predictionone.inference.InputRow;
import io.github.predictionone.inference.PredictOptions;
import io.github.predictionone.inference.Prediction;
import io.github.predictionone.inference.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The answer of an inference: outputs by name, each a CSV in base64. An output's data may precede its name, so the
 * answer is read twice: once to find the positions of the outputs, and once to decode the required ones.
 */
final class OutputWire {

    private static final String PREDICTION = "prediction_valid.csv";
    private static final String REASONS = "prediction_analysis.csv";

    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, byte[]> data = new HashMap<>();
    private @Nullable String version;

    private OutputWire(byte[] body, Set<String> wanted) {
        JsonReader.fields(body, (name, value) -> {
            if (name.equals("version") && JsonReader.isText(value)) {
                version = value.getString();
            } else if (name.equals("outputs")) {
                outputs(value, (place, output) -> locate(place, output, wanted));
            }
        });
        JsonReader.fields(body, (name, value) -> {
            if (name.equals("outputs")) {
                outputs(value, this::decode);
            }
        });
    }

    static Prediction read(byte[] body, long number, InputRow row, PredictOptions options) {
        OutputWire wire = new OutputWire(body, options.reasons() ? Set.of(PREDICTION, REASONS) : Set.of(PREDICTION));
        byte[] prediction = wire.data.get(PREDICTION);
        if (prediction == null) {
            throw new ProtocolException("the answer has no output " + PREDICTION, null);
        }
        OutputColumns columns = new OutputColumns(OutputCsv.row(PREDICTION, prediction), repeated(row, options));
        return new Prediction(
                number,
                Optional.ofNullable(wire.version),
                columns.predictedClass(),
                columns.probabilities(),
                columns.value(),
                columns.inputs(),
                columns.values(),
                wire.reasons(),
                Optional.empty());
    }

    private List<Reason> reasons() {
        byte[] csv = data.get(REASONS);
        return csv == null
                ? List.of()
                : OutputCsv.rows(REASONS, csv).stream()
                        .map(OutputColumns::reason)
                        .toList();
    }

    /** Returns the columns of the input that the output repeats. */
    private static Set<String> repeated(InputRow row, PredictOptions options) {
        Set<String> columns = new HashSet<>(options.inputColumns() ? row.columns() : List.of());
        options.firstColumn().ifPresent(columns::add);
        return columns;
    }

    private interface OutputReader {
        void read(int place, JsonParser output);
    }

    private static void outputs(JsonParser json, OutputReader reader) {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            return;
        }
        for (int place = 0; json.nextToken() != JsonToken.END_ARRAY; place++) {
            if (json.currentToken() == JsonToken.START_OBJECT) {
                reader.read(place, json);
            } else {
                json.skipChildren();
            }
        }
    }

    /** Remembers the position of the first output that has a wanted name and data. */
    private void locate(int place, JsonParser output, Set<String> wanted) {
        Set<String> names = new HashSet<>();
        boolean[] present = new boolean[1];
        JsonReader.object(output, (field, value) -> {
            if (field.equals("name") && JsonReader.isText(value)) {
                names.add(value.getString());
            } else if (field.equals("data")) {
                present[0] = value.currentToken() != JsonToken.VALUE_NULL;
            }
        });
        if (present[0]) {
            names.retainAll(wanted);
            names.forEach(name -> places.putIfAbsent(name, place));
        }
    }

    private void decode(int place, JsonParser output) {
        JsonReader.object(output, (field, value) -> {
            if (field.equals("data")) {
                places.forEach((name, wanted) -> {
                    if (wanted == place) {
                        data.put(name, bytes(name, value));
                    }
                });
            }
        });
    }

    private static byte[] bytes(String name, JsonParser value) {
        try {
            if (value.currentToken() == JsonToken.VALUE_STRING) {
                return Base64.getDecoder().decode(unbroken(value.getString()));
            }
        } catch (IllegalArgumentException e) {
            // This exception is dropped because its message may quote the data; the one below replaces it.
        }
        throw new ProtocolException(name + " in the answer is not base64", null);
    }

    /** Removes line breaks, which may occur anywhere in base64, as in a mail. */
    private static byte[] unbroken(String base64) {
        byte[] bytes = base64.getBytes(StandardCharsets.ISO_8859_1);
        int length = 0;
        for (byte b : bytes) {
            if (!Character.isWhitespace(b)) {
                bytes[length++] = b;
            }
        }
        return Arrays.copyOf(bytes, length);
    }

    // The content is omitted because it may be confidential.
    @Override
    public String toString() {
        return "OutputWire";
    }
}
