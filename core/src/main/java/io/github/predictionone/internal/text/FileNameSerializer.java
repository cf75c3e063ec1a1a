package io.github.predictionone.internal.text;

import java.nio.file.Path;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/** Writes a file's name alone: where it lies on the server's disk is nobody's business. */
public final class FileNameSerializer extends StdSerializer<Path> {

    public FileNameSerializer() {
        super(Path.class);
    }

    @Override
    public void serialize(Path file, JsonGenerator json, SerializationContext context) {
        json.writeString(String.valueOf(file.getFileName()));
    }
}
