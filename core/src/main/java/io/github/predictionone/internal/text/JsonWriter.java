package io.github.predictionone.internal.text;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.LocalDateTime;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** The only writer of JSON. */
public final class JsonWriter {

    // A few threads write all there is: buffers of their own are cheaper for them than a pool.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .build();

    private JsonWriter() {}

    /** In a class of its own: an application that only watches needs no mapper, and starts sooner without. */
    private static final class Mapping {

        private static final ObjectMapper MAPPER = JsonMapper.builder(FACTORY)
                .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_ABSENT))
                .build();
    }

    /** For a row of a table: nothing is left out, and times look like those of the service's manual. */
    private static final class Rows {

        private static final ObjectMapper MAPPER = JsonMapper.builder(FACTORY)
                .withConfigOverride(
                        LocalDateTime.class,
                        config -> config.setFormat(JsonFormat.Value.forPattern("yyyy-MM-dd HH:mm:ss")))
                .build();
    }

    /** Writes a value; absent ones in it are left out. */
    public static String write(Object value) {
        return Mapping.MAPPER.writeValueAsString(value);
    }

    /** The properties of a map, record or bean; throws {@code IllegalArgumentException} for what has none. */
    static JsonNode properties(Object source) {
        try {
            return Rows.MAPPER.valueToTree(source);
        } catch (JacksonException e) {
            // Its message may quote a value.
            throw new IllegalArgumentException(
                    "a row must be a map, a record or a bean, which a "
                            + source.getClass().getName() + " is not",
                    e);
        }
    }

    /** What Jackson calls a class where a type id is its name. */
    public static String typeName(Class<?> type) {
        JsonTypeName given = type.getAnnotation(JsonTypeName.class);
        return given == null ? type.getSimpleName() : given.value();
    }
}
