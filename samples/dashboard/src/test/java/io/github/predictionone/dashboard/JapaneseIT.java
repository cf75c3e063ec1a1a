package io.github.predictionone.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;

@BrowserTest
class JapaneseIT {

    @RegisterExtension
    static final ServedDashboard DASHBOARD = new ServedDashboard();

    @Test
    @DisplayName("a Japanese browser shows Japanese, and English stays chosen after a reload")
    void languages(Chromium chromium) {
        DASHBOARD.train("天気", "waiting", "training", "finished");
        Object agent = chromium.run("return navigator.userAgent");
        chromium.command("Emulation.setUserAgentOverride", Map.of("userAgent", agent, "acceptLanguage", "ja"));
        chromium.open(DASHBOARD.home());
        chromium.awaitText("status", "待機中");
        chromium.awaitText("connection", "ライブ");
        chromium.awaitText("expected", "ごろ終了");
        assertThat(language(chromium)).isEqualTo("ja");
        List<?> texts =
                (List<?>) chromium.run("return [...document.querySelectorAll('[data-text]:not([data-text=brand])')]"
                        + ".map((element) => element.textContent)");
        assertThat(texts)
                .hasSizeGreaterThan(15)
                .allMatch(text -> text.toString().matches("(?s).*[ぁ-ヿ一-龯].*"));
        DASHBOARD.nextWord();
        chromium.awaitText("status", "学習中");

        chromium.find("language-en").click();
        chromium.awaitText(By.id("start-heading"), "Start a training");
        chromium.awaitText("status", "Training");
        chromium.reload();
        chromium.awaitText(By.id("start-heading"), "Start a training");
        assertThat(language(chromium)).isEqualTo("en");
    }

    private static Object language(Chromium chromium) {
        return chromium.run("return document.documentElement.lang");
    }
}
