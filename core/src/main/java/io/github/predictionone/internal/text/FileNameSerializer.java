package io.github.predictionone.internal.text;

import java.nio.file.Path;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/** Writes the name of a file without its directory, so that paths of the server's disk stay private. */
public final class FileNameSerializer extends StdSerializer<Path> {

    public FileNameSerializer() {
        super(Path.class);
    }

    @Override
    public void serialize(Path file, JsonGenerator json, SerializationContext context) {
        json.writeString(String.valueOf(file.getFileName()));
    }
}
