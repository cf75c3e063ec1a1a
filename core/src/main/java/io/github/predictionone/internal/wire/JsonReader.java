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

/** The only reader of JSON: tolerant of what the service may add, strict about what can't be read. */
final class JsonReader {

    // An answer's length bounds its text. A value of two bytes can become an object of fifty, so values are counted
    // too. In an honest one, a token has more than three bytes.
    private static final int MAX_TOKENS = 1_000_000;
    private static final int BYTES_PER_TOKEN = 3;
    private static final int MAX_NAME = 1_000;
    private static final int MAX_NUMBER = 1_000;
    private static final int MAX_DEPTH = 100;

    // A few threads read all there is: buffers of their own are cheaper for them than a pool.
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

    /** In a class of its own: an application that only watches needs no mapper, and starts sooner without. */
    private static final class Mapping {

        private static final ObjectMapper MAPPER = JsonMapper.builder(FACTORY)
                .annotationIntrospector(new IgnoringUnknown())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /** Without it, Jackson keeps what a record does not know until the record is made. */
    private static final class IgnoringUnknown extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1;

        @Override
        public JsonIgnoreProperties.Value findPropertyIgnoralByName(MapperConfig<?> config, Annotated type) {
            return super.findPropertyIgnoralByName(config, type).withIgnoreUnknown();
        }
    }

    /** Takes the fields of an object, one at a time. */
    @FunctionalInterface
    interface FieldReader {

        /**
         * Takes a field.
         *
         * @param name its name
         * @param value stands at its value; what is left of that is skipped
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

    /** Returns the named fields of an object as text, without those that are null or no text; skips all others. */
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
                throw new ProtocolException("the answer is no JSON object", null);
            }
            object(json, reader);
            if (json.nextToken() != null) {
                throw new ProtocolException("unreadable JSON: more than one value", null);
            }
        } catch (JacksonException e) {
            throw unreadable(body, e);
        }
    }

    /** Reads the fields of the object that begins where the parser stands. */
    static void object(JsonParser json, FieldReader reader) {
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            reader.read(name, json);
            json.skipChildren();
        }
    }

    /** Whether the parser stands at a text, number or boolean. */
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
                    "the JSON goes beyond a limit: " + maxTokens(body) + " tokens, names of " + MAX_NAME
                            + " characters, " + "numbers of " + MAX_NUMBER + " digits, " + MAX_DEPTH + " levels",
                    null);
        }
        String location =
                e.getLocation() == null ? "" : " at byte " + e.getLocation().getByteOffset();
        // Neither its message nor itself is kept: both quote the body, which may hold a presigned URL.
        return new ProtocolException("unreadable JSON" + location, null);
    }
}
