package io.hotroute.control;

import io.hotroute.degrade.GuardStatus;
import io.hotroute.rollout.ServiceRollout;
import io.hotroute.upgrade.Upgrade;
import io.hotroute.upgrade.Upgrades;
import java.util.ArrayList;
import java.util.List;

/** What an operator may do to guards and rollouts, and see of them. Thread-safe. */
final class UpgradeOperations {

    private final ServiceLookup services;
    private final Upgrades upgrades;
    private final Audit audit;

    UpgradeOperations(ServiceLookup services, Upgrades upgrades, Audit audit) {
        this.services = services;
        this.upgrades = upgrades;
        this.audit = audit;
    }

    void degrade(String service) {
        services.upgrade(service).guard().requestOpen("by an operator");
        audit.record(Audit.jmxClient(), "degrade " + service);
    }

    void restore(String service) {
        services.upgrade(service).guard().requestClose("by an operator");
        audit.record(Audit.jmxClient(), "restore " + service);
    }

    void rollout(String service, String action) {
        ServiceRollout rollout = services.rollout(service);
        String source = Audit.jmxClient();
        switch (String.valueOf(action)) {
            case "pause":
                rollout.requestPause(source);
                break;
            case "resume":
                rollout.requestResume(source);
                break;
            case "promote":
                rollout.requestPromote(source);
                break;
            case "abort":
                rollout.requestAbort(source);
                break;
            default:
                throw Refusal.of("action", action, "pause, resume, promote or abort");
        }
        audit.record(source, "rollout " + service + " " + action);
    }

    long guardOverflows() {
        return upgrades.budget().overflows();
    }

    List<GuardInfo> guards() {
        long now = System.nanoTime();
        List<GuardInfo> infos = new ArrayList<>();
        for (Upgrade upgrade : upgrades.all()) {
            for (GuardStatus status : upgrade.guard().status()) {
                infos.add(new GuardInfo(status, now));
            }
        }
        return infos;
    }

    List<RolloutInfo> rollouts() {
        List<RolloutInfo> infos = new ArrayList<>();
        for (Upgrade upgrade : upgrades.all()) {
            if (upgrade.rollout() != null) {
                infos.add(new RolloutInfo(upgrade.rollout().status()));
            }
        }
        return infos;
    }
}
