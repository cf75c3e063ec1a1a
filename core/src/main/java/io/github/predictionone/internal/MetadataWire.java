package io.github.predictionone.internal;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.predictionone.ProtocolException;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What goes with every list. It is for orientation alone, so what can't be read of it is no error. */
public record MetadataWire(
        @JsonProperty("limit") @Nullable JsonNode limit,
        @JsonProperty("total") @Nullable JsonNode total) {

    static <W, T> Page<T> page(
            String field, @Nullable List<@Nullable W> list, @Nullable MetadataWire metadata, Function<W, T> toValue) {
        if (list == null) {
            throw new ProtocolException("the answer has no " + field, null);
        }
        List<T> items = list.stream().filter(item -> item != null).map(toValue).toList();
        return new Page<>(
                items,
                list.size(),
                metadata == null ? OptionalLong.empty() : number(metadata.limit),
                metadata == null ? OptionalLong.empty() : number(metadata.total));
    }

    private static OptionalLong number(@Nullable JsonNode node) {
        try {
            long number = node == null || !node.isValueNode()
                    ? -1
                    : Long.parseLong(node.asString().strip());
            return number < 0 ? OptionalLong.empty() : OptionalLong.of(number);
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
