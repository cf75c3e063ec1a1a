package io.github.predictionone.emulator;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Formats moments. The manual does not document the service's own format. */
final class Datetime {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private Datetime() {}

    static String text(Instant moment) {
        return FORMAT.format(moment);
    }
}
