package io.github.predictionone.spring;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashMap;
import java.util.Map;

/** A quota that viewers share. Within its last tenth, no viewer holds more than it leaves to the others. */
final class ViewerQuota {

    private static final int RESERVE_DIVISOR = 10;

    private final int limit;

    @GuardedBy("this")
    private final Map<String, Integer> taken = new HashMap<>();

    @GuardedBy("this")
    private int total;

    ViewerQuota(int limit) {
        this.limit = limit;
    }

    synchronized int taken() {
        return total;
    }

    /** Returns the maximum that one viewer can take if there are no others. */
    int maxPerViewer() {
        return limit - limit / RESERVE_DIVISOR;
    }

    synchronized boolean canTake(String viewer, int amount) {
        int remaining = limit - total - amount;
        if (remaining < 0) {
            return false;
        }
        boolean isLastTenth = limit - remaining > maxPerViewer();
        return !isLastTenth || taken.getOrDefault(viewer, 0) + amount <= Math.max(1, remaining);
    }

    /** Takes the whole amount and returns true, or takes nothing and returns false if the amount is too much. */
    synchronized boolean take(String viewer, int amount) {
        if (!canTake(viewer, amount)) {
            return false;
        }
        total += amount;
        taken.merge(viewer, amount, Integer::sum);
        return true;
    }

    synchronized void release(String viewer, int amount) {
        total -= amount;
        taken.computeIfPresent(viewer, (same, before) -> before == amount ? null : before - amount);
    }
}
