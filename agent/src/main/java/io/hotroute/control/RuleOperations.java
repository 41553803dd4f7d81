package io.hotroute.control;

import io.hotroute.route.LiveRoutes;
import io.hotroute.route.RouteTable;
import io.hotroute.rule.Rule;
import io.hotroute.rule.RuleException;
import io.hotroute.rule.RuleParser;
import io.hotroute.rule.RuleSet;
import io.hotroute.rule.Weight;
import io.hotroute.upgrade.Upgrades;
import io.hotroute.weave.Weaver;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Paths;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The rules in force, and whether anything is decided by them: changes one at a time, all or nothing, each audited. Thread-safe.
 */
final class RuleOperations {

    private final Weaver weaver;
    private final LiveRoutes routes;
    private final Upgrades upgrades;
    private final Audit audit;
    private volatile RuleSet rules = RuleSet.EMPTY;
    private volatile boolean leaving;

    RuleOperations(Weaver weaver, LiveRoutes routes, Upgrades upgrades, Audit audit) {
        this.weaver = weaver;
        this.routes = routes;
        this.upgrades = upgrades;
        this.audit = audit;
    }

    RuleSet inForce() {
        return rules;
    }

    /** @return how often the rules were changed, rollback and the like included */
    long epoch() {
        return routes.table().sequence();
    }

    boolean isLeaving() {
        return leaving;
    }

    /** @throws IllegalStateException if the agent leaves */
    void checkStaying() {
        if (leaving) {
            throw new IllegalStateException("Hotroute is leaving this JVM");
        }
    }

    synchronized void leave() {
        leaving = true;
        weaver.disable();
        publish(RuleSet.EMPTY);
    }

    synchronized void setEnabled(boolean enabled) {
        checkStaying();
        if (enabled) {
            weaver.enable();
        } else {
            weaver.disable();
        }
        audit.record(Audit.jmxClient(), enabled ? "enabled" : "disabled: every call goes its usual way");
    }

    void applyFile(String file) {
        String text;
        try {
            text = new String(Files.readAllBytes(Paths.get(file)), StandardCharsets.UTF_8);
        } catch (IOException | InvalidPathException e) {
            String refusal = "option rules: '" + file + "' cannot be read: " + e;
            audit.record("file " + file, "apply refused, the rules in force stay: " + refusal);
            throw new IllegalArgumentException(refusal);
        }
        apply(text, "file " + file);
    }

    /** @param source who applies it, for the audit */
    synchronized void apply(String yaml, String source) {
        change("apply", source, () -> RuleParser.parse(yaml));
    }

    synchronized void setWeight(String service, double percent) {
        String text = Double.isFinite(percent)
                ? BigDecimal.valueOf(percent).stripTrailingZeros().toPlainString()
                : String.valueOf(percent);
        change(
                "setWeight " + service + " " + text,
                Audit.jmxClient(),
                () -> rules.withWeight(service, Weight.ofPercent(text)));
    }

    synchronized void rollback(String service) {
        change("rollback " + service, Audit.jmxClient(), () -> rules.rolledBack(service));
    }

    synchronized void clear() {
        change("clear", Audit.jmxClient(), () -> RuleSet.EMPTY);
    }

    private void change(String action, String source, Change change) {
        checkStaying();
        RuleSet before = rules;
        RuleSet after;
        try {
            after = change.result();
        } catch (RuleException e) {
            throw refused(action, source, e.getMessage());
        }
        for (Rule rule : after.rules()) {
            String problem = weaver.problem(rule);
            if (problem != null) {
                throw refused(action, source, rule.service() + ", " + problem);
            }
        }
        publish(after);
        audit.record(source, action + ", epoch " + epoch() + ": " + difference(before, after));
    }

    private IllegalArgumentException refused(String action, String source, String problem) {
        audit.record(source, action + " refused, the rules in force stay: " + problem);
        return new IllegalArgumentException(problem);
    }

    private void publish(RuleSet next) {
        rules = next;
        RouteTable table = routes.table().with(next);
        upgrades.prepare(table);
        routes.publish(table);
    }

    /** What the operator wants to read back: the rules that are new or gone. */
    private static String difference(RuleSet before, RuleSet after) {
        Set<String> old = texts(before.rules());
        Set<String> now = texts(after.rules());
        StringBuilder difference = new StringBuilder();
        for (String rule : old) {
            difference.append(now.contains(rule) ? "" : " - " + rule);
        }
        for (String rule : now) {
            difference.append(old.contains(rule) ? "" : " + " + rule);
        }
        return difference.length() == 0 ? "no change" : difference.substring(1);
    }

    private static Set<String> texts(Collection<Rule> rules) {
        Set<String> texts = new LinkedHashSet<>();
        rules.forEach(rule -> texts.add(rule.toString()));
        return texts;
    }

    private interface Change {
        RuleSet result() throws RuleException;
    }
}
