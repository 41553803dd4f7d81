package io.hotroute.drill;

import io.hotroute.degrade.MethodGuard;
import io.hotroute.degrade.Side;
import io.hotroute.latency.LatencyRecorder;
import io.hotroute.latency.LatencySnapshot;
import io.hotroute.rule.Degrade;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The calls of the service that a drill leaves alone, and whether they have gone bad since it began: failed, or become slow. Those
 * that it might have hit are taken together; the others, of the other side and of other methods, each series by itself. What
 * waits for a thread before it is a call is not seen. For the ticker, but for {@link #recorder}.
 */
final class LeftAlone {

    /** So many must have failed, and so many percent. */
    private static final int LEAST_FAILED = 5;

    private static final int FAILED_PERCENT = 10;

    /** What calls took is known from so many in the minute before. */
    private static final int LEAST_BEFORE = 100;

    private static final double PERCENTILE = 90;
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final DrillPlan plan;
    private final Degrade settings;
    private final Collection<MethodGuard> guards;
    private final LatencyRecorder recorder;
    /** Null before the first tick. */
    private List<SlowWatch> watches;

    /** @param guards of the service's methods, as of the start */
    LeftAlone(DrillPlan plan, Degrade settings, Collection<MethodGuard> guards, long now) {
        this.plan = plan;
        this.settings = settings;
        this.guards = guards;
        this.recorder = new LatencyRecorder(now);
    }

    /** @return where calls are recorded that it might have hit, and does not */
    LatencyRecorder recorder() {
        return recorder;
    }

    /** @return what went bad, in one line, or null */
    String trouble(long now) {
        recorder.tick(now);
        if (watches == null) {
            watches = watches();
        }
        long failed = recorder.errors();
        if (failed >= LEAST_FAILED && failed * 100 >= recorder.completed() * FAILED_PERCENT) {
            return failed + " of " + recorder.completed() + " calls that it left alone failed";
        }
        for (SlowWatch watch : watches) {
            String trouble = watch.trouble();
            if (trouble != null) {
                return trouble;
            }
        }
        return null;
    }

    private List<SlowWatch> watches() {
        List<SlowWatch> made = new ArrayList<>();
        LatencySnapshot hit = LatencySnapshot.EMPTY;
        for (MethodGuard guard : guards) {
            for (Side side : Side.values()) {
                LatencyRecorder series = side == Side.CANDIDATE ? guard.candidate() : guard.baseline();
                LatencySnapshot before = series.last(MINUTE);
                if (side == plan.target() && plan.mayConcern(guard.method())) {
                    hit = hit.plus(before);
                } else {
                    watch(made, guard.method() + " of the " + DrillPlan.name(side), series, before);
                }
            }
        }
        watch(made, "beside those that it hit", recorder, hit);
        return made;
    }

    private void watch(List<SlowWatch> made, String name, LatencyRecorder series, LatencySnapshot before) {
        if (before.count() >= LEAST_BEFORE) {
            long limit = (long) (settings.ratio() * before.valueAt(PERCENTILE)) + settings.floorNanos();
            made.add(new SlowWatch(name, series, limit));
        }
    }
}
