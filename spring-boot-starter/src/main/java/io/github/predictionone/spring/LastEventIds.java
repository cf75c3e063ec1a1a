package io.github.predictionone.spring;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.github.predictionone.EventIds;
import io.github.predictionone.training.StatusEvent;
import io.github.predictionone.training.TrainingFailed;
import io.github.predictionone.training.TrainingFinished;
import io.github.predictionone.training.TrainingId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The event ids on the wire. An id says what its receiver has seen and whether that was everything, so any process can
 * continue the stream.
 *
 * <p>On a stream of one training, the id is the event's own id. A terminal event has a suffix behind a dot, which a
 * watch that continues from the id ignores. On a stream of several trainings, the id is a list of entries of equal
 * length. Each entry has a key of the training, the id of its last status, and a flag: terminal, followed by a failed
 * poll, or neither.
 */
final class LastEventIds {

    /** The id of the event that ends a stream. */
    static final String END = EventIds.ofLast("stream");

    private static final String LIST = "~";
    private static final int KEY = 4;
    private static final int STATUS = 16;
    private static final int ENTRY = KEY + STATUS + 1;
    private static final int MAX_ENTRIES = 200;
    private static final char SEEN = '.';
    private static final char SEEN_FAILING = '!';
    private static final char SEEN_LAST = '~';

    private static final Pattern USABLE = Pattern.compile("[\\w.~!-]{1," + (LIST.length() + MAX_ENTRIES * ENTRY) + "}");
    private static final Pattern STATUS_ID = Pattern.compile("[\\w-]{" + STATUS + "}");

    // By key of the training; the entry that changed last comes last.
    private final Map<String, String> entries = new LinkedHashMap<>();

    LastEventIds(@Nullable String lastEventId) {
        if (lastEventId != null && lastEventId.startsWith(LIST)) {
            for (int at = LIST.length(); at + ENTRY <= lastEventId.length(); at += ENTRY) {
                entries.put(lastEventId.substring(at, at + KEY), lastEventId.substring(at + KEY, at + ENTRY));
            }
        }
    }

    /** Returns the id that a browser sent, or null if this class cannot have made it. */
    static @Nullable String usable(@Nullable String lastEventId) {
        return lastEventId != null && USABLE.matcher(lastEventId).matches() ? lastEventId : null;
    }

    /** Returns whether the receiver of this id has seen the whole stream. */
    static boolean isEnd(@Nullable String id) {
        return id != null && EventIds.isLast(id);
    }

    /** Returns the id of an event on a stream of one training. */
    static String ofOne(StatusEvent event, boolean downloads) {
        boolean last = event instanceof TrainingFailed || (event instanceof TrainingFinished && !downloads);
        return last ? EventIds.ofLast(event.eventId()) : event.eventId();
    }

    /** Returns the id from which a training's watch continues; null for a watch from the beginning. */
    @Nullable
    String of(TrainingId training) {
        String entry = entries.get(key(training));
        if (entry == null) {
            return null;
        }
        String status = entry.substring(0, STATUS);
        return entry.charAt(STATUS) == SEEN_FAILING ? EventIds.ofFailedPoll(status, 1) : status;
    }

    /**
     * Returns the trainings whose end was not sent. If two share a key, both are returned: the end may be of either.
     */
    List<TrainingId> toGoOn(Set<TrainingId> trainings) {
        Map<String, List<TrainingId>> byKey =
                trainings.stream().collect(groupingBy(LastEventIds::key, LinkedHashMap::new, toList()));
        return byKey.entrySet().stream()
                .filter(keyed -> keyed.getValue().size() > 1 || !hasEnded(keyed.getKey()))
                .flatMap(keyed -> keyed.getValue().stream())
                .toList();
    }

    private boolean hasEnded(String key) {
        String entry = entries.get(key);
        return entry != null && entry.charAt(STATUS) == SEEN_LAST;
    }

    /** Returns the id that covers everything sent so far, including this event. */
    String with(StatusEvent event) {
        String status = EventIds.statusId(event.eventId());
        if (STATUS_ID.matcher(status).matches()) {
            String key = key(event.trainingId());
            entries.remove(key);
            entries.put(key, status + flag(event));
        }
        Iterator<String> oldest = entries.keySet().iterator();
        while (entries.size() > MAX_ENTRIES) {
            oldest.next();
            oldest.remove();
        }
        StringBuilder list = new StringBuilder(LIST.length() + entries.size() * ENTRY).append(LIST);
        entries.forEach((key, entry) -> list.append(key).append(entry));
        return list.toString();
    }

    private static char flag(StatusEvent event) {
        if (event instanceof TrainingFailed || event instanceof TrainingFinished) {
            return SEEN_LAST;
        }
        return EventIds.isFailedPoll(event.eventId()) ? SEEN_FAILING : SEEN;
    }

    /**
     * Returns a hash with six bits per character. If two trainings share a key, the status of one is sent once more.
     */
    private static String key(TrainingId training) {
        int hash = training.value().hashCode();
        int bits = hash ^ (hash >>> 24);
        char[] key = new char[KEY];
        for (int i = 0; i < KEY; i++) {
            key[i] = digit((bits >>> (6 * i)) & 63);
        }
        return new String(key);
    }

    private static char digit(int value) {
        return "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".charAt(value);
    }
}
