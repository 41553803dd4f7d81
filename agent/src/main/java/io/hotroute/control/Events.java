package io.hotroute.control;

import io.hotroute.degrade.Transition;
import io.hotroute.drill.DrillReport;
import io.hotroute.launch.Log;
import io.hotroute.rollout.RolloutEvent;
import io.hotroute.upgrade.UpgradeListener;
import java.text.SimpleDateFormat;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Date;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;

/**
 * What the agent did by itself, and why: logged in one line each, sent as JMX notifications, and the newest {@value #KEPT}
 * kept. Thread-safe. Listeners are called on a thread of their own that ends when it has nothing to do; one that is too slow
 * misses events, which are in the history still.
 */
public final class Events implements UpgradeListener {

    /** The notifications' type for a guard that changed its state. */
    public static final String GUARD = "io.hotroute.guard";

    /** The notifications' type for a rollout that went on or stopped. */
    public static final String ROLLOUT = "io.hotroute.rollout";

    /** The notifications' type for a drill. */
    public static final String DRILL = "io.hotroute.drill";

    /** The notifications' type for shadows that were stopped or go on again. */
    public static final String SHADOW = "io.hotroute.shadow";

    static final int KEPT = 500;
    private static final int MOST_WAITING = 100;
    private static final long IDLE_SECONDS = 1;

    private final Log log;
    private final Deque<String> history = new ArrayDeque<>();
    private final AtomicLong sequence = new AtomicLong();
    private final NotificationBroadcasterSupport broadcaster;

    /** Logs to the given log. */
    public Events(Log log) {
        this.log = log;
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                Events::thread,
                new ThreadPoolExecutor.DiscardPolicy());
        executor.allowCoreThreadTimeOut(true);
        this.broadcaster = new NotificationBroadcasterSupport(
                executor,
                new MBeanNotificationInfo(
                        new String[] {GUARD, ROLLOUT, DRILL, SHADOW},
                        Notification.class.getName(),
                        "what the agent did by itself, and why"));
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "hotroute-events");
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }

    @Override
    public void guardChanged(Transition transition) {
        record(
                GUARD,
                transition.service() + " " + transition.method() + " "
                        + transition.side().name().toLowerCase(Locale.ROOT) + ": "
                        + (transition.from() == transition.to()
                                ? transition.to().toString()
                                : transition.from() + " -> " + transition.to())
                        + ": " + transition.evidence());
    }

    @Override
    public void rolloutChanged(RolloutEvent event) {
        record(ROLLOUT, event.toString());
    }

    @Override
    public void shadowChanged(String service, String text) {
        record(SHADOW, service + " shadow: " + text);
    }

    @Override
    public void drillSettled(DrillReport report) {
        record(DRILL, String.join("; ", report.lines()));
    }

    /** @param type one of the types above */
    void record(String type, String text) {
        log.info(text);
        long now = System.currentTimeMillis();
        synchronized (history) {
            history.addLast(new SimpleDateFormat("yyyy-MM-dd'T'HH:mm:ss.SSSZ").format(new Date(now)) + " " + text);
            if (history.size() > KEPT) {
                history.removeFirst();
            }
        }
        broadcaster.sendNotification(new Notification(type, Control.NAME, sequence.incrementAndGet(), now, text));
    }

    /** @return oldest first, a line each */
    List<String> history() {
        synchronized (history) {
            return new ArrayList<>(history);
        }
    }

    /** @return where listeners are added and removed */
    NotificationBroadcasterSupport broadcaster() {
        return broadcaster;
    }
}
