package io.github.predictionone.spring;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashMap;
import java.util.Map;

/** An amount of something that viewers share. Of the last tenth, none gets more than it leaves to the others. */
final class FairShare {

    private static final int LAST = 10;

    private final int most;

    @GuardedBy("this")
    private final Map<String, Integer> taken = new HashMap<>();

    @GuardedBy("this")
    private int total;

    FairShare(int most) {
        this.most = most;
    }

    synchronized int taken() {
        return total;
    }

    /** What one viewer gets at most, while there is no other. */
    int mostOfOne() {
        return most - most / LAST;
    }

    synchronized boolean has(String viewer, int amount) {
        int left = most - total - amount;
        if (left < 0) {
            return false;
        }
        boolean isLastTenth = most - left > mostOfOne();
        return !isLastTenth || taken.getOrDefault(viewer, 0) + amount <= Math.max(1, left);
    }

    /** False, and nothing is taken, if it is too much. */
    synchronized boolean take(String viewer, int amount) {
        if (!has(viewer, amount)) {
            return false;
        }
        total += amount;
        taken.merge(viewer, amount, Integer::sum);
        return true;
    }

    synchronized void giveBack(String viewer, int amount) {
        total -= amount;
        taken.computeIfPresent(viewer, (same, before) -> before == amount ? null : before - amount);
    }
}
