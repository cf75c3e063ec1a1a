package io.github.predictionone.dashboard;

import io.github.predictionone.training.TrainingId;
import java.util.Map;
import org.openqa.selenium.By;

/** The pages in the states in which users see them. */
enum Scene {
    LIST,
    FORM,
    RUNNING,
    FINISHED,
    FAILED,
    MISSING;

    private static final String LONG_NAME = "weather_of_the_coming_year_without_any_space_" + "x".repeat(60);

    /** Returns a training for each scene that needs one. */
    static Map<Scene, TrainingId> trainings(ServedDashboard dashboard) {
        return Map.of(
                RUNNING, dashboard.train("明日の天気", "waiting", "finished"),
                FINISHED, dashboard.train(LONG_NAME, "finished"),
                FAILED, dashboard.train("weather", "failed"),
                MISSING, TrainingId.of("missing"));
    }

    /** Shows the page and waits until it is complete. */
    void open(Chromium chromium, ServedDashboard dashboard, Map<Scene, TrainingId> trainings) {
        dashboard.awaitWord(trainings.get(FINISHED), "finished");
        dashboard.awaitWord(trainings.get(FAILED), "failed");
        boolean isList = this == LIST || this == FORM;
        chromium.open(isList ? dashboard.home() : dashboard.page(trainings.get(this)));
        switch (this) {
            case LIST -> chromium.find(By.cssSelector("[data-testid='training'][data-state='FINISHED']"));
            case FORM -> {
                chromium.find("sample-button").click();
                chromium.find("start-form");
                open(chromium, "details");
                chromium.find("columns-table");
            }
            case RUNNING -> chromium.find("progress");
            case FINISHED -> {
                chromium.find(By.tagName("canvas"));
                open(chromium, "details");
                chromium.find("entries");
            }
            case FAILED -> chromium.find(By.cssSelector("[data-testid='training'][data-state='FAILED']"));
            case MISSING -> chromium.find("page-error");
        }
    }

    /** Takes the one error that the scene causes from the console. */
    void takeErrors(Chromium chromium) {
        if (this == MISSING) {
            chromium.log().takeErrors();
        }
    }

    private static void open(Chromium chromium, String details) {
        chromium.run("document.querySelectorAll(arguments[0]).forEach((one) => (one.open = true))", details);
    }
}
