package io.github.predictionone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EventIdsTest {

    private static final String STATUS = "Zm9vYmFyLWJhei0x";

    @Test
    @DisplayName("4.7 every event id contains the id of the last status and what happened after it")
    void grammar() {
        String failed = EventIds.ofFailedPoll(STATUS, 3);
        String progress = EventIds.ofProgress(STATUS, 1L << 40);
        String downloaded = EventIds.ofDownload(STATUS);
        String last = EventIds.ofLast(STATUS);
        assertThat(new String[] {STATUS, failed, progress, downloaded, last, EventIds.ofLast(failed)})
                .allSatisfy(id -> assertThat(EventIds.statusId(id)).isEqualTo(STATUS))
                .allSatisfy(id -> assertThat(id).as("fits into an HTTP header").matches("[\\w.-]+"));
        assertThat(failed).isEqualTo(STATUS + ".failed-3").matches(EventIds::isFailedPoll);
        assertThat(progress).isEqualTo(STATUS + ".bytes-1099511627776");
        assertThat(downloaded).isEqualTo(STATUS + ".downloaded").matches(EventIds::isDownload);
        assertThat(new String[] {downloaded, last}).allMatch(EventIds::isLast);
        assertThat(new String[] {STATUS, failed, progress})
                .noneMatch(EventIds::isLast)
                .noneMatch(EventIds::isDownload);
        assertThat(new String[] {STATUS, progress, downloaded, last}).noneMatch(EventIds::isFailedPoll);
        assertThat(EventIds.statusId(EventIds.ofFailedPoll(null, 1)))
                .as("without a status, a fixed word that is not the id of any status")
                .isEqualTo("none");
    }
}
