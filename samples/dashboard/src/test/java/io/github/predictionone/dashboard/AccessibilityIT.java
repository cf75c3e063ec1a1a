package io.github.predictionone.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.training.TrainingId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@BrowserTest
class AccessibilityIT {

    @RegisterExtension
    static final ServedDashboard DASHBOARD = new ServedDashboard();

    private static Map<Scene, TrainingId> trainings;

    @BeforeAll
    static void train() {
        trainings = Scene.trainings(DASHBOARD);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("axe finds no violations in the light and the dark theme")
    void axe(Scene scene, Chromium chromium) {
        scene.open(chromium, DASHBOARD, trainings);
        for (String theme : List.of("light", "dark")) {
            chromium.command(
                    "Emulation.setEmulatedMedia",
                    Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
            chromium.screenshot(scene + "-" + theme);
            assertThat(lightness(chromium) > 128).as("background is light").isEqualTo(theme.equals("light"));
            assertThat(Axe.violations(chromium)).as(theme).isEmpty();
        }
        scene.takeErrors(chromium);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("a phone shows each page in both languages without horizontal scrolling")
    void phone(Scene scene, Chromium chromium) {
        chromium.command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 360, "height", 740, "deviceScaleFactor", 2, "mobile", true));
        scene.open(chromium, DASHBOARD, trainings);
        for (String language : List.of("ja", "en")) {
            chromium.find("language-" + language).click();
            assertThat(chromium.run("return document.documentElement.scrollWidth"))
                    .isEqualTo(360L);
            chromium.screenshot(scene + "-phone-" + language);
        }
        assertThat(Axe.violations(chromium)).isEmpty();
        scene.takeErrors(chromium);
    }

    private static long lightness(Chromium chromium) {
        return (long) chromium.run(
                "return Number(getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/)[0])");
    }
}
