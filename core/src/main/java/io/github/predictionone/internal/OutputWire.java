package io.github.predictionone.internal;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.predictionone.ProtocolException;
import io.github.predictionone.inference.InputRow;
import io.github.predictionone.inference.PredictOptions;
import io.github.predictionone.inference.Prediction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The answer of an inference: outputs by name, each a CSV in base64. */
public record OutputWire(
        @JsonProperty("version") @Nullable String version,
        @JsonProperty("outputs") @Nullable List<@Nullable Output> outputs) {

    private static final String PREDICTION = "prediction_valid.csv";
    private static final String REASONS = "prediction_analysis.csv";

    /** One output. */
    public record Output(
            @JsonProperty("name") @Nullable String name,
            @JsonProperty("data") @Nullable String data) {}

    static Prediction read(byte[] body, long number, InputRow row, PredictOptions options) {
        OutputWire wire = Json.read(body, OutputWire.class);
        List<Map<String, String>> lines = wire.table(PREDICTION)
                .orElseThrow(() -> new ProtocolException("the answer has no output " + PREDICTION, null));
        if (lines.size() != 1) {
            throw new ProtocolException(PREDICTION + " in the answer has " + lines.size() + " rows and not one", null);
        }
        OutputColumns columns = new OutputColumns(lines.get(0), repeated(row, options));
        return new Prediction(
                number,
                Optional.ofNullable(wire.version),
                columns.predictedClass(),
                columns.probabilities(),
                columns.value(),
                columns.inputs(),
                columns.all(),
                wire.table(REASONS).orElse(List.of()).stream()
                        .map(OutputColumns::reason)
                        .toList(),
                Optional.empty());
    }

    /** The columns of the input that the output has. */
    private static Set<String> repeated(InputRow row, PredictOptions options) {
        Set<String> columns = new HashSet<>(options.inputColumns() ? row.columns() : List.of());
        options.firstColumn().ifPresent(columns::add);
        return columns;
    }

    private Optional<List<Map<String, String>>> table(String name) {
        for (Output output : outputs == null ? List.<Output>of() : outputs) {
            if (output != null && name.equals(output.name) && output.data != null) {
                return Optional.of(OutputCsv.read(name, text(name, output.data)));
            }
        }
        return Optional.empty();
    }

    private static String text(String name, String base64) {
        try {
            // Line breaks may be in it, as in a mail.
            return new String(Base64.getDecoder().decode(unbroken(base64)), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ProtocolException(name + " in the answer is no base64", null);
        }
    }

    private static byte[] unbroken(String base64) {
        return base64.chars()
                .filter(c -> !Character.isWhitespace(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    // It holds anybody's data.
    @Override
    public String toString() {
        return "OutputWire";
    }
}
