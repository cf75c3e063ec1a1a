package io.github.predictionone.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SampleDataTest {

    @Test
    void theCommittedDataIsWhatTheGeneratorMakes() throws IOException {
        assertThat(Files.readString(Path.of("data/premium-service.csv"))).isEqualTo(SampleData.csv());
    }
}
