package io.github.predictionone.dashboard;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The settings of the dashboard.
 *
 * @param directory where it keeps its list of trainings, their results, and files on their way to the service
 * @param maxFileSize the largest file that it takes
 * @param fileLifetime how long a file waits for its training to be started
 * @param guess how long a training takes, as long as none has finished here
 */
@ConfigurationProperties("dashboard")
record DashboardProperties(
        @DefaultValue("dashboard-data") Path directory,
        @DefaultValue("200MB") DataSize maxFileSize,
        @DefaultValue("1h") Duration fileLifetime,
        @DefaultValue Guess guess) {

    /**
     * A duration by the number of rows.
     *
     * @param base what any training takes
     * @param perThousandRows what a thousand rows add
     */
    record Guess(
            @DefaultValue("24s") Duration base,
            @DefaultValue("1s") Duration perThousandRows) {

        Duration of(long rows) {
            return base.plusMillis(perThousandRows.toMillis() * rows / 1_000);
        }
    }
}
