package io.hotroute.control;

import io.hotroute.launch.Log;
import java.rmi.server.RemoteServer;
import java.rmi.server.ServerNotActiveException;
import java.text.SimpleDateFormat;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Date;
import java.util.Deque;
import java.util.List;

/** What operators did, by whom and when: logged, and the newest {@value #KEPT} kept for JMX. Thread-safe. */
final class Audit {

    static final int KEPT = 200;
    private static final int MAX_CHARS = 2_000;

    private final Log log;
    private final Deque<String> entries = new ArrayDeque<>();

    Audit(Log log) {
        this.log = log;
    }

    /** @param source where the action came from, such as {@code file} */
    synchronized void record(String source, String action) {
        String shown = action.length() <= MAX_CHARS ? action : action.substring(0, MAX_CHARS) + "...";
        String entry = shown + " (by " + source + ")";
        log.info(entry);
        entries.addLast(new SimpleDateFormat("yyyy-MM-dd'T'HH:mm:ss.SSSZ").format(new Date()) + " " + entry);
        if (entries.size() > KEPT) {
            entries.removeFirst();
        }
    }

    synchronized List<String> entries() {
        return new ArrayList<>(entries);
    }

    /** @return {@code jmx}, with the client's address where the call came over a connector */
    static String jmxClient() {
        try {
            return "jmx from " + RemoteServer.getClientHost();
        } catch (ServerNotActiveException | LinkageError local) {
            return "jmx";
        }
    }
}
