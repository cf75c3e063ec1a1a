package io.github.predictionone.testsupport;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/** Captures all log events of any level, instead of the console, until it is closed. */
public final class CapturedLogs extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    private final ConcurrentLinkedQueue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();
    private final List<Appender<ILoggingEvent>> appendersBefore = new ArrayList<>();
    private final Map<Logger, Level> levelsBefore = new HashMap<>();
    private final String ours;

    /** Captures everything from now on. Events of loggers in this class's package or below count as ours. */
    public CapturedLogs(Class<?> inPackage) {
        ours = inPackage.getPackageName();
        ROOT.iteratorForAppenders().forEachRemaining(appendersBefore::add);
        appendersBefore.forEach(ROOT::detachAppender);
        ROOT.getLoggerContext().getLoggerList().forEach(logger -> {
            if (logger.getLevel() != null) {
                levelsBefore.put(logger, logger.getLevel());
                logger.setLevel(Level.TRACE);
            }
        });
        setContext(ROOT.getLoggerContext());
        start();
        ROOT.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        event.prepareForDeferredProcessing();
        events.add(event);
    }

    public List<ILoggingEvent> events() {
        return List.copyOf(events);
    }

    /** Returns the events without those of other libraries and of other modules. */
    public List<ILoggingEvent> ours() {
        return events.stream()
                .filter(event -> event.getLoggerName().startsWith(ours))
                .toList();
    }

    public static Object value(ILoggingEvent event, String key) {
        return event.getKeyValuePairs().stream()
                .filter(pair -> pair.key.equals(key))
                .map(pair -> pair.value)
                .findFirst()
                .orElse(null);
    }

    /** Returns everything that a layout could show of the event. */
    public static String text(ILoggingEvent event) {
        StringBuilder text =
                new StringBuilder(event.getLoggerName()).append(": ").append(event.getFormattedMessage());
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                text.append(' ').append(pair);
            }
        }
        if (event.getArgumentArray() != null) {
            for (Object argument : event.getArgumentArray()) {
                text.append(' ').append(argument);
            }
        }
        IThrowableProxy thrown = event.getThrowableProxy();
        return thrown == null
                ? text.toString()
                : text.append('\n').append(ThrowableProxyUtil.asString(thrown)).toString();
    }

    @Override
    public void close() {
        ROOT.detachAppender(this);
        levelsBefore.forEach(Logger::setLevel);
        appendersBefore.forEach(ROOT::addAppender);
        stop();
    }
}
