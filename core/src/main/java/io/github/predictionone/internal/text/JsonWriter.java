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

    // Few threads write JSON, so thread-local buffers are cheaper than a shared pool.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .build();

    private JsonWriter() {}

    /**
     * This is a separate class because an application that only watches needs no mapper and starts faster without one.
     */
    private static final class Mapping {

        private static final ObjectMapper MAPPER = JsonMapper.builder(FACTORY)
                .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_ABSENT))
                .build();
    }

    /** Writes the rows of a table: keeps absent values, and formats times as in the service's manual. */
    private static final class Rows {

        private static final ObjectMapper MAPPER = JsonMapper.builder(FACTORY)
                .withConfigOverride(
                        LocalDateTime.class,
                        config -> config.setFormat(JsonFormat.Value.forPattern("yyyy-MM-dd HH:mm:ss")))
                .build();
    }

    /** Writes a value, omitting absent values in it. */
    public static String write(Object value) {
        return Mapping.MAPPER.writeValueAsString(value);
    }

    /**
     * Returns the properties of a map, record or bean; throws {@code IllegalArgumentException} for an object without
     * properties.
     */
    static JsonNode properties(Object source) {
        try {
            return Rows.MAPPER.valueToTree(source);
        } catch (JacksonException e) {
            // The message of Jackson's exception is not repeated, since it may quote a value.
            throw new IllegalArgumentException(
                    "a row must be a map, a record or a bean, not a "
                            + source.getClass().getName(),
                    e);
        }
    }

    /** Returns the name that Jackson uses as the type id of a class. */
    public static String typeName(Class<?> type) {
        JsonTypeName given = type.getAnnotation(JsonTypeName.class);
        return given == null ? type.getSimpleName() : given.value();
    }
}
