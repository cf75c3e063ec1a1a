package io.github.predictionone.dashboard;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A headless Chromium and the page that it shows. */
final class Chromium implements AutoCloseable {

    static final File BROWSER = new File(System.getProperty("chromium", "/usr/bin/chromium"));
    static final File DRIVER = new File(System.getProperty("chromedriver", "/usr/bin/chromedriver"));

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    // Shorter than the time limit of every test, so that a failure names the missing condition.
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final ChromeDriver driver;
    private final BrowserLog log;

    Chromium() {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BROWSER);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                // With this, fifty pages are only ten processes.
                "--process-per-site",
                "--window-size=1280,1000",
                "--lang=en-US");
        options.setCapability("goog:loggingPrefs", Map.of("browser", "ALL", "performance", "ALL"));
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER)
                        .usingAnyFreePort()
                        .build(),
                options);
        driver.manage().timeouts().scriptTimeout(PATIENCE);
        log = new BrowserLog(driver);
    }

    static By testId(String id) {
        return By.cssSelector("[data-testid='" + id + "']");
    }

    BrowserLog log() {
        return log;
    }

    /** Resets the browser: one empty window, no stored data, no emulation, an empty log. */
    void startAfresh() {
        Set<String> windows = driver.getWindowHandles();
        String fresh = newWindow();
        for (String window : windows) {
            driver.switchTo().window(window).close();
        }
        show(fresh);
        command("Storage.clearDataForOrigin", Map.of("origin", "*", "storageTypes", "all"));
        log.forget();
    }

    /** Opens and shows a new window. The others remain visible. */
    String newWindow() {
        driver.switchTo().newWindow(WindowType.WINDOW);
        return driver.getWindowHandle();
    }

    /** Opens all URLs at the same time. Each has its own window, because a browser throttles hidden pages. */
    List<String> openAll(List<String> urls) {
        Set<String> others = driver.getWindowHandles();
        run("arguments[0].forEach((url) => window.open(url, '_blank', 'popup,noopener,width=800,height=700'))", urls);
        waiting().until(ExpectedConditions.numberOfWindowsToBe(others.size() + urls.size()));
        return driver.getWindowHandles().stream()
                .filter(window -> !others.contains(window))
                .toList();
    }

    void show(String window) {
        driver.switchTo().window(window);
    }

    void open(String url) {
        driver.get(url);
    }

    void reload() {
        driver.navigate().refresh();
    }

    WebElement find(By place) {
        return waiting().until(ExpectedConditions.visibilityOfElementLocated(place));
    }

    WebElement find(String testId) {
        return find(testId(testId));
    }

    /** Chooses a file. A file input need not be visible. */
    void choose(String testId, Path file) {
        driver.findElement(testId(testId)).sendKeys(file.toAbsolutePath().toString());
    }

    void awaitText(By place, String text) {
        waiting().until(ExpectedConditions.textToBePresentInElementLocated(place, text));
    }

    void awaitText(String testId, String text) {
        awaitText(testId(testId), text);
    }

    void await(Supplier<String> what, BooleanSupplier condition) {
        waiting().withMessage(what).until(browser -> condition.getAsBoolean());
    }

    private WebDriverWait waiting() {
        return new WebDriverWait(driver, PATIENCE, LOOK_AGAIN);
    }

    void press(CharSequence keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Runs an asynchronous script, whose last argument is the callback for its result. */
    Object runToEnd(String script) {
        return driver.executeAsyncScript(script);
    }

    /** Sends a command of the DevTools protocol to the window that is shown. */
    void command(String name, Map<String, Object> parameters) {
        driver.executeCdpCommand(name, parameters);
    }

    void screenshot(String name) {
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
