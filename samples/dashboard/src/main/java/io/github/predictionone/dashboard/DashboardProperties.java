package io.github.predictionone.dashboard;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The settings of the dashboard.
 *
 * @param directory the directory for the list of trainings, their results and uploaded files
 * @param maxFileSize the maximum size of an uploaded file
 * @param fileLifetime how long an uploaded file is kept until its training is started
 * @param guess the estimated duration of a training, until one of a similar size has finished here
 */
@ConfigurationProperties("dashboard")
record DashboardProperties(
        @DefaultValue("dashboard-data") Path directory,
        @DefaultValue("200MB") DataSize maxFileSize,
        @DefaultValue("1h") Duration fileLifetime,
        @DefaultValue Guess guess) {

    /**
     * A duration that depends on the number of rows.
     *
     * @param base the duration without any rows
     * @param perThousandRows the additional duration per thousand rows
     */
    record Guess(
            @DefaultValue("24s") Duration base,
            @DefaultValue("1s") Duration perThousandRows) {

        Duration of(long rows) {
            return base.plusMillis(perThousandRows.toMillis() * rows / 1_000);
        }
    }
}
