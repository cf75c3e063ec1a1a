package io.github.predictionone.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.logging.LogEntry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log of a browser: the console, the requests and the stream events of its pages. */
final class BrowserLog {

    private static final JsonMapper JSON = new JsonMapper();

    private final WebDriver driver;
    private final List<JsonNode> network = new ArrayList<>();

    BrowserLog(WebDriver driver) {
        this.driver = driver;
    }

    /** Returns the warnings and errors of the console, each only once. */
    List<String> takeErrors() {
        return entries("browser").stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Returns the URLs of all requests since the last {@code forget}. */
    List<String> requests() {
        return network("Network.requestWillBeSent").stream()
                .map(request -> request.path("request").path("url").asString())
                .toList();
    }

    /** Returns the ids of all status events on streams since the last {@code forget}. */
    List<String> streamedIds() {
        return network("Network.eventSourceMessageReceived").stream()
                .map(event -> JSON.readTree(event.path("data").asString()))
                .filter(event -> event.has("eventId"))
                .map(event -> event.path("eventId").asString())
                .toList();
    }

    void forget() {
        entries("browser");
        entries("performance");
        network.clear();
    }

    private List<JsonNode> network(String method) {
        entries("performance").stream()
                .map(entry -> JSON.readTree(entry.getMessage()).path("message"))
                .filter(message -> message.path("method").asString().startsWith("Network."))
                .forEach(network::add);
        return network.stream()
                .filter(message -> method.equals(message.path("method").asString()))
                .map(message -> message.path("params"))
                .toList();
    }

    private List<LogEntry> entries(String type) {
        return driver.manage().logs().get(type).getAll();
    }
}
