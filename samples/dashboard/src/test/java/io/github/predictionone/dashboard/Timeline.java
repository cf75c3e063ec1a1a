package io.github.predictionone.dashboard;

import java.util.List;

/** The timeline on the page of a training. */
final class Timeline {

    private static final String SHOWN =
            "return [...document.querySelectorAll('[data-testid=timeline-event]')].map((event) => ";

    private final Chromium chromium;

    Timeline(Chromium chromium) {
        this.chromium = chromium;
    }

    /** Returns the text of each entry, oldest first. */
    List<?> words() {
        return (List<?>) chromium.run(SHOWN + "event.querySelector('.what').textContent)");
    }

    /** Returns the ids of the events, without the start, which is not an event. */
    List<?> eventIds() {
        return (List<?>) chromium.run(SHOWN + "event.dataset.eventId).filter(Boolean)");
    }

    void await(String... words) {
        chromium.await(
                () -> "timeline to be " + List.of(words) + ", not " + words(), () -> words().equals(List.of(words)));
    }
}
