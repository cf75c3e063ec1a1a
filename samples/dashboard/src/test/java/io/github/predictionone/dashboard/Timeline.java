package io.github.predictionone.dashboard;

import java.util.List;

/** What the page of a training shows as what happened. */
final class Timeline {

    private static final String SHOWN =
            "return [...document.querySelectorAll('[data-testid=timeline-event]')].map((event) => ";

    private final Chromium chromium;

    Timeline(Chromium chromium) {
        this.chromium = chromium;
    }

    /** What each moment is called, oldest first. */
    List<?> words() {
        return (List<?>) chromium.run(SHOWN + "event.querySelector('.what').textContent)");
    }

    /** The ids of the events; the start is none. */
    List<?> eventIds() {
        return (List<?>) chromium.run(SHOWN + "event.dataset.eventId).filter(Boolean)");
    }

    void await(String... words) {
        chromium.await(
                () -> "timeline to be " + List.of(words) + ", not " + words(), () -> words().equals(List.of(words)));
    }
}
