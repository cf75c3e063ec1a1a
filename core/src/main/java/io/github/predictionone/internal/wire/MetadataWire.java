package io.github.predictionone.internal.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.predictionone.ProtocolException;
import io.github.predictionone.internal.text.ForeignText;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;

/** The metadata of a list. It is informative only, so unreadable fields are ignored. */
public record MetadataWire(
        @JsonProperty("limit") @Nullable Text limit,
        @JsonProperty("total") @Nullable Text total) {

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

    /**
     * A field of any JSON type.
     *
     * @param value the field as text; empty if it is an object or a list
     */
    @JsonDeserialize(using = Text.Reader.class)
    record Text(String value) {

        OptionalLong number() {
            try {
                long number = Long.parseLong(value.strip());
                return number < 0 ? OptionalLong.empty() : OptionalLong.of(number);
            } catch (NumberFormatException e) {
                return OptionalLong.empty();
            }
        }

        /** Keeps at most 500 characters, which is more than any number has. */
        static final class Reader extends ValueDeserializer<Text> {

            @Override
            public Text deserialize(JsonParser json, DeserializationContext context) {
                if (JsonReader.isText(json)) {
                    return new Text(ForeignText.shortened(json.getString()));
                }
                json.skipChildren();
                return new Text("");
            }
        }
    }

    private static OptionalLong number(@Nullable Text text) {
        return text == null ? OptionalLong.empty() : text.number();
    }
}
