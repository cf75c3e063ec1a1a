package io.github.predictionone.internal.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.github.predictionone.inference.InputRow;
import io.github.predictionone.inference.PredictOptions;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The body of an inference: the manual's table of inputs. {@code nr} and {@code pc} are sent only if set. */
record InferenceWire(@JsonProperty("inputs") List<Input> inputs) {

    /** One input; its data is a text or a boolean. */
    record Input(
            @JsonProperty("name") String name,
            @JsonProperty("type") String type,
            @JsonProperty("data") Object data) {

        static Input flag(String name, boolean on) {
            return new Input(name, "boolean", on);
        }
    }

    static InferenceWire of(InputRow row, PredictOptions options) {
        List<Input> inputs = new ArrayList<>();
        inputs.add(new Input("pr", "csv", Base64.getEncoder().encodeToString(csv(row))));
        inputs.add(Input.flag("ar", options.reasons()));
        inputs.add(Input.flag("ad", options.inputColumns()));
        inputs.add(Input.flag("nc", options.probabilitiesOnly()));
        if (!options.rowNumbers()) {
            inputs.add(Input.flag("nr", true));
        }
        options.firstColumn().ifPresent(column -> inputs.add(new Input("pc", "string", column)));
        return new InferenceWire(inputs);
    }

    private static byte[] csv(InputRow row) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            csv.writeRecord(row.values().keySet());
            csv.writeRecord(row.values().values());
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    // The content is omitted because it may be confidential.
    @Override
    public String toString() {
        return "InferenceWire";
    }
}
