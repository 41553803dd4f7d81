package io.hotroute.drill;

import io.hotroute.degrade.GuardState;
import io.hotroute.degrade.Side;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What the guards did since a drill began. Thread-safe; not for the call path. */
final class Observations {

    /** A guard that opens later than this after the end did not open because of the drill. */
    private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final int MOST_TRANSITIONS = 100;

    private final String service;
    private final DrillPlan plan;
    private final long start;
    private final Set<String> open = new HashSet<>();
    private final List<String> transitions = new ArrayList<>();
    private long unlisted;
    private boolean hasEnded;
    private long endTime;
    private long detection = DrillReport.NEVER;
    private long recovery = DrillReport.NEVER;

    Observations(String service, DrillPlan plan, long start) {
        this.service = service;
        this.plan = plan;
        this.start = start;
    }

    synchronized void injectionEnded(long time) {
        hasEnded = true;
        endTime = time;
        noteRecovery(time);
    }

    synchronized void guardChanged(Side side, String method, GuardState from, GuardState to, long time) {
        if (side != plan.target() || !plan.mayConcern(method) || time - start < 0) {
            return;
        }
        list(Drill.seconds(time - start) + " " + method + ": " + from + " -> " + to);
        if (from == to || isLate(time) && !open.contains(method)) {
            return;
        }
        if (to == GuardState.CLOSED) {
            open.remove(method);
            noteRecovery(time);
        } else if (to == GuardState.OPEN || to == GuardState.LATCHED) {
            noteDetection(method, time);
        }
    }

    private void noteDetection(String method, long time) {
        open.add(method);
        recovery = DrillReport.NEVER;
        if (detection == DrillReport.NEVER) {
            detection = time - start;
        }
    }

    private void noteRecovery(long time) {
        if (hasEnded && detection != DrillReport.NEVER && open.isEmpty() && recovery == DrillReport.NEVER) {
            recovery = Math.max(0, time - endTime);
        }
    }

    private boolean isLate(long now) {
        return hasEnded && now - endTime > LATE_NANOS;
    }

    private void list(String transition) {
        if (transitions.size() < MOST_TRANSITIONS) {
            transitions.add(transition);
        } else {
            unlisted++;
        }
    }

    synchronized boolean isSettled(long now) {
        return open.isEmpty() && isLate(now);
    }

    synchronized DrillReport report(long length, long injected, long spared, StoppedBy by, String reason) {
        List<String> listed = new ArrayList<>(transitions);
        if (unlisted > 0) {
            listed.add("and " + unlisted + " more");
        }
        return new DrillReport(
                service, plan.toString(), length, injected, spared, detection, recovery, listed, by, reason);
    }
}
