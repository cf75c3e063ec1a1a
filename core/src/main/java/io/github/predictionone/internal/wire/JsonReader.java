package io.github.predictionone.internal.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.github.predictionone.ProtocolException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/** The only reader of JSON. It ignores unknown fields, and rejects malformed JSON. */
final class JsonReader {

    // The length of an answer bounds its text, but a value of two bytes can become an object of fifty. So tokens are
    // limited too. In a normal answer, a token has more than three bytes.
    private static final int MAX_TOKENS = 1_000_000;
    private static final int BYTES_PER_TOKEN = 3;
    private static final int MAX_NAME = 1_000;
    private static final int MAX_NUMBER = 1_000;
    private static final int MAX_DEPTH = 100;

    // Few threads read JSON, so thread-local buffers are cheaper than a shared pool.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .streamReadConstraints(constraints(MAX_TOKENS))
            .build();

    private JsonReader() {}

    private static StreamReadConstraints constraints(long tokens) {
        return StreamReadConstraints.builder()
                .maxTokenCount(tokens)
                .maxNameLength(MAX_NAME)
                .maxNumberLength(MAX_NUMBER)
                .maxNestingDepth(MAX_DEPTH)
                .build();
    }

    private static long maxTokens(byte[] body) {
        return Math.max(MAX_TOKENS, body.length / BYTES_PER_TOKEN);
    }

    /**
     * This is a separate class because an application that only watches needs no mapper and starts faster without one.
     */
    private static final class Mapping {

        private static final ObjectMapper MAPPER = JsonMapper.builder(FACTORY)
                .annotationIntrospector(new IgnoringUnknown())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /** Makes Jackson skip unknown properties. Otherwise it buffers them until the record is created. */
    private static final class IgnoringUnknown extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1;

        @Override
        public JsonIgnoreProperties.Value findPropertyIgnoralByName(MapperConfig<?> config, Annotated type) {
            return super.findPropertyIgnoralByName(config, type).withIgnoreUnknown();
        }
    }

    /** Receives the fields of an object, one at a time. */
    @FunctionalInterface
    interface FieldReader {

        /**
         * Receives a field.
         *
         * @param name its name
         * @param value a parser positioned at the field's value; the rest of the value is skipped afterwards
         */
        void read(String name, JsonParser value);
    }

    /** Reads UTF-8, with or without a byte order mark. */
    static <T> T read(byte[] body, Class<T> type) {
        try (JsonParser json = parser(body)) {
            T value = Mapping.MAPPER.readerFor(type).readValue(json);
            if (value == null) {
                throw new ProtocolException("the answer is null", null);
            }
            return value;
        } catch (JacksonException e) {
            throw unreadable(body, e);
        }
    }

    /** Returns the named fields of an object as text, except nulls, objects and lists; skips all other fields. */
    static Map<String, String> fields(byte[] body, String... names) {
        List<String> wanted = List.of(names);
        Map<String, String> fields = new HashMap<>();
        fields(body, (name, value) -> {
            if (wanted.contains(name) && isText(value)) {
                fields.put(name, value.getString());
            }
        });
        return fields;
    }

    /** Reads an object field by field. */
    static void fields(byte[] body, FieldReader reader) {
        try (JsonParser json = parser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new ProtocolException("the answer is not a JSON object", null);
            }
            object(json, reader);
            if (json.nextToken() != null) {
                throw new ProtocolException("unreadable JSON: more than one value", null);
            }
        } catch (JacksonException e) {
            throw unreadable(body, e);
        }
    }

    /** Reads the fields of the object at the parser's position. */
    static void object(JsonParser json, FieldReader reader) {
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            reader.read(name, json);
            json.skipChildren();
        }
    }

    /** Returns whether the parser is at a text, number or boolean. */
    static boolean isText(JsonParser json) {
        return json.currentToken().isScalarValue() && json.currentToken() != JsonToken.VALUE_NULL;
    }

    static JsonParser parser(byte[] body) {
        long tokens = maxTokens(body);
        JsonFactory factory = tokens == MAX_TOKENS
                ? FACTORY
                : FACTORY.rebuild().streamReadConstraints(constraints(tokens)).build();
        return factory.createParser(ObjectReadContext.empty(), body);
    }

    private static ProtocolException unreadable(byte[] body, JacksonException e) {
        if (e instanceof StreamConstraintsException) {
            return new ProtocolException(
                    "the JSON exceeds a limit: " + maxTokens(body) + " tokens, names of " + MAX_NAME + " characters, "
                            + "numbers of " + MAX_NUMBER + " digits, " + MAX_DEPTH + " levels",
                    null);
        }
        String location =
                e.getLocation() == null ? "" : " at byte " + e.getLocation().getByteOffset();
        // Jackson's exception is neither quoted nor kept as the cause: it quotes the body, which may contain a
        // presigned URL.
        return new ProtocolException("unreadable JSON" + location, null);
    }
}
