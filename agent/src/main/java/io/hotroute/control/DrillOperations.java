package io.hotroute.control;

import io.hotroute.drill.DrillPlan;
import io.hotroute.drill.DrillReport;
import io.hotroute.drill.StoppedBy;
import java.util.Collections;
import java.util.List;

/** What an operator may do to drills, and see of them. Thread-safe. */
final class DrillOperations {

    private final ServiceLookup services;
    private final Events events;
    private final Audit audit;

    DrillOperations(ServiceLookup services, Events events, Audit audit) {
        this.services = services;
        this.events = events;
        this.audit = audit;
    }

    void start(String service, DrillPlan plan) {
        services.upgrade(service).startDrill(plan, System.nanoTime());
        String text = "drill of " + service + ": " + plan;
        audit.record(Audit.jmxClient(), text);
        events.record(Events.DRILL, text + ", begins");
    }

    void stop(String service) {
        String source = Audit.jmxClient();
        boolean stopped = services.upgrade(service).stopDrill(StoppedBy.OPERATOR, source, System.nanoTime());
        audit.record(source, "stopDrill " + service + (stopped ? "" : ": there is none"));
    }

    List<String> report(String service) {
        DrillReport report = services.upgrade(service).drillReport(System.nanoTime());
        return report == null ? Collections.emptyList() : report.lines();
    }
}
