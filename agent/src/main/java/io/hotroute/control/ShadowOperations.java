package io.hotroute.control;

import io.hotroute.shadow.MethodReport;
import io.hotroute.shadow.ServiceShadow;
import io.hotroute.shadow.ShadowReport;
import io.hotroute.upgrade.Upgrades;
import java.util.ArrayList;
import java.util.List;

/** What an operator may do to mirrored calls, and see of them. Thread-safe. */
final class ShadowOperations {

    private final ServiceLookup services;
    private final Upgrades upgrades;
    private final Audit audit;

    ShadowOperations(ServiceLookup services, Upgrades upgrades, Audit audit) {
        this.services = services;
        this.upgrades = upgrades;
        this.audit = audit;
    }

    void change(String service, String action) {
        ServiceShadow shadow = services.shadow(service);
        String source = Audit.jmxClient();
        switch (String.valueOf(action)) {
            case "stop":
                shadow.requestStop("an operator, " + source);
                break;
            case "resume":
                shadow.requestResume("an operator, " + source);
                break;
            case "reset":
                shadow.reset();
                break;
            default:
                throw Refusal.of("action", action, "stop, resume or reset");
        }
        audit.record(source, "shadow " + service + " " + action);
    }

    ShadowReport report(String service) {
        return services.shadow(service).report();
    }

    List<ShadowInfo> all() {
        List<ShadowInfo> infos = new ArrayList<>();
        for (ServiceShadow shadow : upgrades.shadows()) {
            ShadowReport report = shadow.report();
            if (report.methods().isEmpty()) {
                infos.add(new ShadowInfo(report, null));
            }
            for (MethodReport method : report.methods()) {
                infos.add(new ShadowInfo(report, method));
            }
        }
        return infos;
    }
}
