package io.github.predictionone.internal;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.github.predictionone.ProtocolException;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** The only reader and writer of JSON: tolerant of what the service may add, strict about what can't be read. */
public final class Json {

    // A few threads read all there is: buffers of their own are cheaper for them than a pool.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .build();

    private Json() {}

    /** The only mapper. In a class of its own: an application that only watches needs none, and starts sooner without. */
    private static final class Mapping {

        private static final ObjectMapper MAPPER = JsonMapper.builder(FACTORY)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_ABSENT))
                .build();
    }

    /** Writes values for a row of a table: nothing is left out, and times look like those of the service's manual. */
    private static final class Rows {

        private static final ObjectMapper MAPPER = JsonMapper.builder(FACTORY)
                .withConfigOverride(
                        LocalDateTime.class,
                        config -> config.setFormat(JsonFormat.Value.forPattern("yyyy-MM-dd HH:mm:ss")))
                .build();
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

    /** Reads UTF-8, with or without a byte order mark. */
    public static <T> T read(byte[] body, Class<T> type) {
        try {
            T value = Mapping.MAPPER.readValue(body, type);
            if (value == null) {
                throw new ProtocolException("the answer is null", null);
            }
            return value;
        } catch (JacksonException e) {
            throw unreadable(e);
        }
    }

    /** Reads what is a part of an answer, and no error if it can't be read. */
    static <T> Optional<T> part(JsonNode node, Class<T> type) {
        try {
            return Optional.ofNullable(Mapping.MAPPER.treeToValue(node, type));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** Reads an object whose values of interest are no objects themselves: each as text, without those that are null. */
    static Map<String, String> fields(byte[] body) {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = parser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new ProtocolException("the answer is no JSON object", null);
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (value.isStructStart()) {
                    json.skipChildren();
                } else if (value != JsonToken.VALUE_NULL) {
                    fields.put(name, json.getString());
                }
            }
            if (json.nextToken() != null) {
                throw new ProtocolException("unreadable JSON: more than one value", null);
            }
        } catch (JacksonException e) {
            throw unreadable(e);
        }
        return fields;
    }

    static JsonParser parser(byte[] body) {
        return FACTORY.createParser(ObjectReadContext.empty(), body);
    }

    private static ProtocolException unreadable(JacksonException e) {
        String location =
                e.getLocation() == null ? "" : " at byte " + e.getLocation().getByteOffset();
        // Neither its message nor itself is kept: both quote the body, which may hold a presigned URL.
        return new ProtocolException("unreadable JSON" + location, null);
    }

    public static String write(Object value) {
        return Mapping.MAPPER.writeValueAsString(value);
    }
}
