package io.github.predictionone.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.predictionone.ProtocolException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** The only mapper: tolerant of what the service may add, strict about what can't be read. */
public final class Json {

    static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .build();

    private Json() {}

    /** Reads UTF-8, with or without a byte order mark. */
    public static <T> T read(byte[] body, Class<T> type) {
        try {
            T value = MAPPER.readValue(body, type);
            if (value == null) {
                throw new ProtocolException("the answer is null", null);
            }
            return value;
        } catch (JacksonException e) {
            // Neither its message nor itself is kept: both quote the body, which may hold a presigned URL.
            throw new ProtocolException("unreadable JSON" + location(e), null);
        }
    }

    private static String location(JacksonException e) {
        return e.getLocation() == null ? "" : " at byte " + e.getLocation().getByteOffset();
    }

    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }
}
