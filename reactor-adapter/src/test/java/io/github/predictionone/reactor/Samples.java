package io.github.predictionone.reactor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Files for tests. */
final class Samples {

    private Samples() {}

    /** Writes a table with a pattern that a model can find. */
    static Path csv(Path directory, String name, int rows) throws IOException {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder("age,plan,joined,hours,premium\n");
        for (int row = 0; row < rows; row++) {
            double hours = Math.round(random.nextDouble() * 200) / 10.0;
            boolean premium = hours + random.nextGaussian() > 10;
            text.append(20 + random.nextInt(50))
                    .append(',')
                    .append(random.nextBoolean() ? "一般" : "family")
                    .append(',')
                    .append("2024-0")
                    .append(1 + random.nextInt(9))
                    .append("-15,")
                    .append(hours)
                    .append(',')
                    .append(premium ? "yes" : "no")
                    .append('\n');
        }
        return Files.writeString(directory.resolve(name), text);
    }
}
