package io.github.predictionone.internal.wire;

import static io.github.predictionone.internal.wire.Wire.text;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.predictionone.ProtocolException;
import io.github.predictionone.dataset.DataSet;
import io.github.predictionone.dataset.DataSetId;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The answer of {@code GET /data-sets}. A data set needs an id; its {@code download_url}, a secret, is not read. */
public record DataSetsWire(
        @JsonProperty("data_sets") @Nullable List<@Nullable Item> dataSets,
        @JsonProperty("metadata") @Nullable MetadataWire metadata) {

    /** One data set. */
    public record Item(
            @JsonProperty("data_set_id") @Nullable Long dataSetId,
            @JsonProperty("owner_user_id") @Nullable String ownerUserId,
            @JsonProperty("name") @Nullable String name,
            @JsonProperty("extension") @Nullable String extension,
            @JsonProperty("column_count") @Nullable Long columnCount,
            @JsonProperty("data_count") @Nullable Long dataCount,
            @JsonProperty("data_size") @Nullable Long dataSize,
            @JsonProperty("updated_date") @Nullable String updatedDate,
            @JsonProperty("created_date") @Nullable String createdDate) {

        DataSet toValue() {
            if (dataSetId == null) {
                throw new ProtocolException("a data set in the answer has no data_set_id", null);
            }
            return new DataSet(
                    DataSetId.of(dataSetId),
                    text(name),
                    text(extension),
                    number(columnCount),
                    number(dataCount),
                    number(dataSize),
                    text(ownerUserId),
                    ServiceTime.parse(createdDate),
                    ServiceTime.parse(updatedDate));
        }

        private static OptionalLong number(@Nullable Long value) {
            return value == null ? OptionalLong.empty() : OptionalLong.of(value);
        }
    }

    Page<DataSet> toPage() {
        return MetadataWire.page("data_sets", dataSets, metadata, Item::toValue);
    }
}
