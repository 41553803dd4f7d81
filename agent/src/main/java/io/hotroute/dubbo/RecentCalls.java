package io.hotroute.dubbo;

import io.hotroute.route.CallReader;
import io.hotroute.route.Candidate;
import io.hotroute.route.Decision;
import io.hotroute.route.ServiceRoute;
import java.text.SimpleDateFormat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.dubbo.rpc.Invocation;

/**
 * The newest calls of a reference and what became of them, for an operator who asks why. Off unless asked for; on, it
 * costs a call some allocation, and keeps the invocations, from which the provider is read when somebody looks.
 *
 * <p>Thread-safe; lock-free. Two callers may overtake each other by a place.
 */
final class RecentCalls {

    static final RecentCalls OFF = new RecentCalls(0);

    private final AtomicReferenceArray<Entry> entries;
    private final AtomicLong next = new AtomicLong();

    RecentCalls(int size) {
        this.entries = new AtomicReferenceArray<>(size);
    }

    void add(CallReader reader, Object call, ServiceRoute route, Candidate candidate, Decision decision) {
        String rule = route.explain(reader, call, candidate).rule();
        Entry entry = new Entry(reader.method(call), rule, decision, (Invocation) call);
        entries.set((int) (next.getAndIncrement() % entries.length()), entry);
    }

    /** Corrects what was decided for a call, which went another way than was planned; nothing if it is not remembered. */
    void amend(Object call, Decision decision) {
        long end = next.get();
        for (long i = end - 1; i >= Math.max(0, end - entries.length()); i--) {
            Entry entry = entries.get((int) (i % entries.length()));
            if (entry != null && entry.invocation == call) {
                entry.decision = decision;
                return;
            }
        }
    }

    int size() {
        return entries.length();
    }

    /** @return oldest first, a line each */
    List<String> lines() {
        List<Entry> newest = new ArrayList<>();
        long end = next.get();
        // From the oldest on, as the sort keeps the order of what is equal.
        for (long i = Math.max(0, end - entries.length()); i < end; i++) {
            Entry entry = entries.get((int) (i % entries.length()));
            if (entry != null) {
                newest.add(entry);
            }
        }
        newest.sort((a, b) -> Long.compare(a.millis, b.millis));
        List<String> lines = new ArrayList<>();
        newest.forEach(entry -> lines.add(entry.line()));
        return Collections.unmodifiableList(lines);
    }

    private static final class Entry {
        private final long millis = System.currentTimeMillis();
        private final String method;
        private final String rule;
        private final Invocation invocation;
        private volatile Decision decision;

        Entry(String method, String rule, Decision decision, Invocation invocation) {
            this.method = method;
            this.rule = rule;
            this.decision = decision;
            this.invocation = invocation;
        }

        String line() {
            Decision taken = decision;
            return new SimpleDateFormat("HH:mm:ss.SSS").format(new Date(millis)) + " " + method + " by " + rule + ": "
                    + taken.target() + ", " + taken.reason() + ", provider " + provider();
        }

        private String provider() {
            try {
                return invocation.getInvoker().getUrl().getAddress();
            } catch (RuntimeException none) {
                return "unknown";
            }
        }
    }
}
