package io.github.predictionone.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.predictionone.training.TrainingId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

@BrowserTest
class ResultIT {

    private static final String COLOURS = """
            const canvas = document.querySelector(`[data-testid=${arguments[0]}] canvas`);
            const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            return new Set(new Uint32Array(data.buffer)).size;
            """;

    @RegisterExtension
    static final ServedDashboard DASHBOARD = new ServedDashboard();

    @TempDir
    private Path downloads;

    @Test
    @DisplayName("the page shows charts and tables of the result after the end, without a reload")
    void report(Chromium chromium) {
        TrainingId id = DASHBOARD.train("report", "waiting", "finished");
        chromium.open(DASHBOARD.page(id));
        chromium.awaitText("status", "Waiting");
        DASHBOARD.nextWord();
        for (String part : List.of("metrics", "contributions")) {
            chromium.find(By.cssSelector("[data-testid='" + part + "'] canvas"));
            chromium.await(() -> part + " to be drawn", () -> (long) chromium.run(COLOURS, part) > 2);
            chromium.find(By.cssSelector("[data-testid='" + part + "-table'] summary"))
                    .click();
        }
        assertThat(chromium.find("metrics-table").getText()).contains("Accuracy 0.9125", "AUC 0.9571");
        assertThat(chromium.find("contributions-table").getText()).contains("気温 0.7", "wind 0.2");
        assertThat(chromium.find(By.cssSelector("[data-testid='contributions'] canvas"))
                        .getAccessibleName())
                .contains("気温: 0.7");
        chromium.screenshot("report");
    }

    @Test
    @DisplayName("the archive is downloaded under the training's name, with the bytes that the service has")
    void download(Chromium chromium) {
        TrainingId id = DASHBOARD.train("天気 2026", "finished");
        chromium.command(
                "Browser.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", downloads.toString()));
        chromium.open(DASHBOARD.page(id));
        chromium.find("download").click();

        Path file = downloads.resolve("天気 2026.zip");
        await().forever().until(() -> Files.exists(file) && Files.size(file) == ResultArchives.USUAL.length);
        assertThat(file).hasBinaryContent(ResultArchives.USUAL);
    }
}
