package io.hotroute.control;

import io.hotroute.rollout.ServiceRollout;
import io.hotroute.rule.RuleException;
import io.hotroute.rule.RuleSet;
import io.hotroute.rule.ServiceKey;
import io.hotroute.shadow.ServiceShadow;
import io.hotroute.upgrade.Upgrade;
import io.hotroute.upgrade.Upgrades;
import java.util.function.Supplier;

/**
 * Finds what is live of a service by the key that an operator typed. Each method throws an {@link IllegalArgumentException} if
 * there is no such thing. Thread-safe.
 */
final class ServiceLookup {

    private final Supplier<RuleSet> rules;
    private final Upgrades upgrades;

    ServiceLookup(Supplier<RuleSet> rules, Upgrades upgrades) {
        this.rules = rules;
        this.upgrades = upgrades;
    }

    ServiceKey key(String service) {
        try {
            return rules.get().rule(service).service();
        } catch (RuleException e) {
            throw new IllegalArgumentException(e.getMessage());
        }
    }

    Upgrade upgrade(String service) {
        return found(upgrades.find(key(service)), service, "degrade or rollout");
    }

    ServiceRollout rollout(String service) {
        return found(upgrade(service).rollout(), service, "rollout");
    }

    ServiceShadow shadow(String service) {
        return found(upgrades.findShadow(key(service)), service, "shadow");
    }

    private static <T> T found(T live, String service, String field) {
        if (live == null) {
            throw Refusal.of("service", service, "a service whose rule has " + field);
        }
        return live;
    }
}
