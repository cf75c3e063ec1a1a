package io.github.predictionone.internal.wire;

import io.github.predictionone.training.TrainingConfig;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * The configuration with which a model was trained.
 *
 * @param value empty if the service's configuration is not known to this client
 */
@JsonDeserialize(using = KnownConfig.Reader.class)
record KnownConfig(Optional<TrainingConfig> value) {

    /**
     * Reads a known configuration and skips any other, so that an unknown configuration does not fail the whole list.
     */
    static final class Reader extends ValueDeserializer<KnownConfig> {

        @Override
        public KnownConfig deserialize(JsonParser json, DeserializationContext context) {
            if (!json.isExpectedStartObjectToken()) {
                json.skipChildren();
                return new KnownConfig(Optional.empty());
            }
            int depth = json.streamReadContext().getNestingDepth();
            try {
                return new KnownConfig(
                        context.readValue(json, TrainRequestWire.Config.class).known());
            } catch (DatabindException other) {
                skipTo(depth - 1, json);
                return new KnownConfig(Optional.empty());
            }
        }

        private static void skipTo(int depth, JsonParser json) throws JacksonException {
            while (json.streamReadContext().getNestingDepth() > depth) {
                json.nextToken();
            }
        }
    }
}
