package io.github.predictionone.internal.wire;

import static io.github.predictionone.internal.wire.Wire.text;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.predictionone.ProtocolException;
import io.github.predictionone.model.Model;
import io.github.predictionone.model.ModelId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The answer of {@code GET /models}. A model needs an id; any other missing field becomes empty. */
public record ModelsWire(
        @JsonProperty("models") @Nullable List<@Nullable Item> models,
        @JsonProperty("metadata") @Nullable MetadataWire metadata) {

    /** One model. */
    public record Item(
            @JsonProperty("model_id") @Nullable Long modelId,
            @JsonProperty("owner_user_id") @Nullable String ownerUserId,
            @JsonProperty("target_type") @Nullable String targetType,
            @JsonProperty("name") @Nullable String name,
            @JsonProperty("version") @Nullable String version,
            @JsonProperty("config") @Nullable KnownConfig config,
            @JsonProperty("is_api_option") @Nullable Boolean apiOption,
            @JsonProperty("updated_date") @Nullable String updatedDate,
            @JsonProperty("created_date") @Nullable String createdDate) {

        Model toValue() {
            if (modelId == null) {
                throw new ProtocolException("a model in the answer has no model_id", null);
            }
            return new Model(
                    ModelId.of(modelId),
                    text(name),
                    text(targetType),
                    text(version),
                    config == null ? Optional.empty() : config.value(),
                    Boolean.TRUE.equals(apiOption),
                    text(ownerUserId),
                    ServiceTime.parse(createdDate),
                    ServiceTime.parse(updatedDate));
        }
    }

    Page<Model> toPage() {
        return MetadataWire.page("models", models, metadata, Item::toValue);
    }
}
