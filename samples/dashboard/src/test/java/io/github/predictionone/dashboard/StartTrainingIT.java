package io.github.predictionone.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.support.ui.Select;

@BrowserTest
class StartTrainingIT {

    private static final int MOST_TABS = 40;
    private static final String DROP = """
            const files = new DataTransfer();
            files.items.add(new File([arguments[1]], arguments[0]));
            const zone = document.querySelector('[data-testid=dropzone]');
            for (const type of ['dragover', 'drop']) {
              zone.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: files }));
            }
            """;

    @RegisterExtension
    static final ServedDashboard DASHBOARD = new ServedDashboard();

    @TempDir
    private Path directory;

    @Test
    @DisplayName("an error in a file is shown with its line in both languages until a valid file is chosen")
    void badFile(Chromium chromium) throws IOException {
        chromium.open(DASHBOARD.home());
        chromium.choose("file-input", file("bad.csv", "a,b\n1,2\n3\n"));
        chromium.awaitText("file-error", "Line 3 has 1 fields, but the header has 2.");
        chromium.find("language-ja").click();
        chromium.awaitText("file-error", "3 行目の項目数は 1 ですが、列名は 2 個あります。");
        chromium.find("language-en").click();
        chromium.choose("file-input", file("bad.xlsx", "a,b\n1,2\n"));
        chromium.awaitText("file-error", ".csv or .tsv");
        assertThat(chromium.log().takeErrors()).hasSize(2).allMatch(error -> error.contains("status of 422"));

        chromium.choose("file-input", file("good.csv", table(120)));
        chromium.awaitText("file-name", "good.csv");
        assertThat(chromium.run("return document.querySelector('[data-testid=file-error]').checkVisibility()"))
                .isEqualTo(false);
    }

    @Test
    @DisplayName("markup in a dropped file is shown as text, and a doubtful choice shows a warning before the start")
    void drop(Chromium chromium) {
        String markup = "<img src=x onerror=alert(1)>";
        chromium.open(DASHBOARD.home());
        chromium.run(DROP, markup + ".csv", table(120).replace("degrees", markup));
        chromium.awaitText("file-name", markup + ".csv");
        Select target = new Select(chromium.find("target-select"));
        assertThat(target.getFirstSelectedOption().getText()).isEqualTo("weather");
        assertThat(new Select(chromium.find("positive-select")).getOptions())
                .map(option -> option.getText())
                .containsExactlyInAnyOrder("warm", "cold");
        target.selectByVisibleText(markup);
        assertThat(chromium.find("type-REGRESSION").isSelected()).isTrue();
        chromium.find("type-BINARY_CLASSIFICATION").click();
        chromium.awaitText("type-warning", "does not have exactly two values");
        assertThat(chromium.run("return document.querySelectorAll('img[src=x]').length"))
                .isEqualTo(0L);
    }

    @Test
    @DisplayName("4.3 a failed training shows the reason in the list and on its page")
    void failed(Chromium chromium) throws IOException {
        chromium.open(DASHBOARD.home());
        chromium.choose("file-input", file("few.csv", table(2)));
        chromium.awaitText("file-warning", "at least 100 rows");
        chromium.find("start-button").click();
        chromium.awaitText("status", "Waiting");
        DASHBOARD.lastWord();
        chromium.awaitText("status", "Failed");
        chromium.awaitText("reason", "The data has 2 rows; 100 are needed.");
        chromium.screenshot("failed");

        chromium.find("training-link").click();
        new Timeline(chromium).await("Started", "Waiting", "Failed");
        chromium.awaitText("timeline", "The data has 2 rows; 100 are needed.");
        chromium.awaitText("connection", "Up to date");
        assertThat(chromium.run("return document.querySelector('[data-testid=result]').checkVisibility()"))
                .isEqualTo(false);
    }

    @Test
    @DisplayName("a training can be started and its page opened with the keyboard alone")
    void keyboard(Chromium chromium) {
        chromium.open(DASHBOARD.home());
        chromium.press(Keys.TAB);
        assertThat(chromium.run("return document.activeElement.getAttribute('href')"))
                .isEqualTo("#main");
        chromium.press(Keys.ENTER);
        tabTo(chromium, "sample-button");
        chromium.press(Keys.ENTER);
        chromium.awaitText("file-name", "premium-service.csv");
        assertThat(focused(chromium)).isEqualTo("target-select");
        tabTo(chromium, "start-button");
        chromium.press(Keys.ENTER);
        chromium.awaitText("training-link", "premium-service");
        chromium.await(() -> "focus on the new training", () -> "training-link".equals(focused(chromium)));
        chromium.press(Keys.ENTER);
        chromium.awaitText("training-name", "premium-service");
        DASHBOARD.lastWord();
        chromium.awaitText("metrics", "Metrics");
        tabTo(chromium, "download");
    }

    private static void tabTo(Chromium chromium, String testId) {
        for (int i = 0; i < MOST_TABS && !testId.equals(focused(chromium)); i++) {
            chromium.press(Keys.TAB);
        }
        assertThat(focused(chromium)).isEqualTo(testId);
        assertThat(chromium.run("return getComputedStyle(document.activeElement).outlineStyle"))
                .as("the focus ring")
                .isEqualTo("solid");
    }

    private static Object focused(Chromium chromium) {
        return chromium.run("return document.activeElement.dataset.testid");
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private static String table(int rows) {
        return "degrees,weather\n"
                + IntStream.range(0, rows)
                        .mapToObj(i -> i + "," + (i < rows / 2 ? "cold" : "warm"))
                        .collect(Collectors.joining("\n"));
    }
}
