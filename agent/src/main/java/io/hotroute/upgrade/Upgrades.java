package io.hotroute.upgrade;

import io.hotroute.degrade.GuardBudget;
import io.hotroute.degrade.Heartbeat;
import io.hotroute.route.RouteTable;
import io.hotroute.route.ServiceRoute;
import io.hotroute.rule.ServiceKey;
import io.hotroute.shadow.Pressure;
import io.hotroute.shadow.ServiceShadow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The upgrades of all rules in force that watch their calls, and the shadows of those that mirror some. One writer at a time (the control room serialises them), one
 * ticker, any number of readers (volatile).
 */
public final class Upgrades {

    private final Heartbeat heartbeat = new Heartbeat(System.nanoTime());
    private final GuardBudget budget = new GuardBudget(GuardBudget.DEFAULT);
    private final long seed = ThreadLocalRandom.current().nextLong();
    private final UpgradeListener listener;
    private volatile Map<ServiceKey, Upgrade> upgrades = Collections.emptyMap();
    private volatile Map<ServiceKey, RuleShadow> shadows = Collections.emptyMap();
    /** The ticker's; null while no rule mirrors calls. */
    private Pressure pressure;

    /** @param listener told on the ticker's thread */
    public Upgrades(UpgradeListener listener) {
        this.listener = listener;
    }

    /** Makes what the rules in this table want; what they want still lives on. To be called before the table is published. */
    public void prepare(RouteTable table) {
        // First: a rollout that begins may begin with them.
        prepareShadows(table, System.nanoTime());
        Map<ServiceKey, Upgrade> next = new LinkedHashMap<>();
        for (ServiceRoute route : table.routes()) {
            if (route.degrade() != null) {
                Upgrade before = upgrades.get(route.service());
                next.put(route.service(), before != null && before.isOf(route) ? before : upgrade(route));
            }
        }
        long now = System.nanoTime();
        for (Upgrade before : upgrades.values()) {
            if (!next.containsValue(before)) {
                before.end(now);
            }
        }
        upgrades = Collections.unmodifiableMap(next);
    }

    private void prepareShadows(RouteTable table, long now) {
        Map<ServiceKey, RuleShadow> next = new LinkedHashMap<>();
        for (ServiceRoute route : table.routes()) {
            if (route.shadow() != null) {
                RuleShadow before = shadows.get(route.service());
                next.put(
                        route.service(),
                        before != null && before.isOf(route) ? before : new RuleShadow(route, seed, now, listener));
            }
        }
        for (RuleShadow before : shadows.values()) {
            if (!next.containsValue(before)) {
                before.live().end();
            }
        }
        shadows = Collections.unmodifiableMap(next);
    }

    private Upgrade upgrade(ServiceRoute route) {
        return new Upgrade(
                route, () -> findShadow(route.service()), heartbeat, budget, seed, System.nanoTime(), listener);
    }

    /** @return the service's, or null if no rule watches its calls */
    public Upgrade find(ServiceKey service) {
        return upgrades.get(service);
    }

    /** @return all, in the order of the rules */
    public Collection<Upgrade> all() {
        return upgrades.values();
    }

    /** @return the service's shadow, or null if no rule mirrors its calls */
    public ServiceShadow findShadow(ServiceKey service) {
        RuleShadow found = shadows.get(service);
        return found == null ? null : found.live();
    }

    /** @return the shadows of all rules that have one, in the order of the rules */
    public Collection<ServiceShadow> shadows() {
        List<ServiceShadow> all = new ArrayList<>();
        shadows.values().forEach(each -> all.add(each.live()));
        return all;
    }

    /** @return what the guards share */
    public GuardBudget budget() {
        return budget;
    }

    private void tickShadows(long now) {
        Map<ServiceKey, RuleShadow> current = shadows;
        if (current.isEmpty()) {
            pressure = null;
            return;
        }
        if (pressure == null) {
            pressure = new Pressure(now);
        }
        String why = pressure.check(now);
        for (RuleShadow shadow : current.values()) {
            shadow.live().tick(now, why);
        }
    }

    /** For the ticker, about every 250 ms. */
    public void tick(long now) {
        heartbeat.beat(now);
        for (Upgrade upgrade : upgrades.values()) {
            upgrade.tick(now);
        }
        tickShadows(now);
    }
}
