package io.hotroute.control;

import io.hotroute.bootstrap.Faults;
import io.hotroute.bootstrap.Gate;
import io.hotroute.degrade.GuardStatus;
import io.hotroute.drill.DrillPlan;
import io.hotroute.drill.DrillReport;
import io.hotroute.drill.StoppedBy;
import io.hotroute.launch.Log;
import io.hotroute.launch.Options;
import io.hotroute.rollout.ServiceRollout;
import io.hotroute.route.LiveRoutes;
import io.hotroute.route.RouteCount;
import io.hotroute.route.RouteTable;
import io.hotroute.route.SampleCall;
import io.hotroute.route.ServiceRoute;
import io.hotroute.rule.Rule;
import io.hotroute.rule.RuleException;
import io.hotroute.rule.RuleParser;
import io.hotroute.rule.RuleSet;
import io.hotroute.rule.ServiceKey;
import io.hotroute.rule.Weight;
import io.hotroute.rule.YamlValue;
import io.hotroute.shadow.MethodReport;
import io.hotroute.shadow.ServiceShadow;
import io.hotroute.shadow.ShadowReport;
import io.hotroute.upgrade.Upgrade;
import io.hotroute.upgrade.Upgrades;
import io.hotroute.weave.CheckResult;
import io.hotroute.weave.DubboStatus;
import io.hotroute.weave.ReferenceStatus;
import io.hotroute.weave.Weaver;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.management.JMException;
import javax.management.ListenerNotFoundException;
import javax.management.MBeanNotificationInfo;
import javax.management.NotificationEmitter;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;
import javax.management.ObjectName;

/** Implements {@link ControlMXBean}: changes one at a time, all or nothing, each audited. */
public final class Control implements ControlMXBean, NotificationEmitter {

    /** The MXBean's name. */
    public static final String NAME = "io.hotroute:type=Control";

    private static final int MOST_REMEMBERED = 1_000;
    private static final String NO_REFERENCE = "no reference of this JVM is ";
    private static final String ADVICE =
            ": compare the rule's key and baseline.version with the attribute References; a reference by URL needs candidate.addresses";

    private final String version;
    private final String mode;
    private final Options options;
    private final Weaver weaver;
    private final LiveRoutes routes;
    private final Upgrades upgrades;
    private final Events events;
    private final Audit audit;
    private volatile RuleSet rules = RuleSet.EMPTY;
    private final Callable<List<String>> detach;
    private boolean registered;
    private boolean leaving;

    /** @param detach has the agent leave, by {@link #leave} and {@link #unregister} among others */
    public Control(
            String version,
            String mode,
            Options options,
            Weaver weaver,
            LiveRoutes routes,
            Upgrades upgrades,
            Events events,
            Log log,
            Callable<List<String>> detach) {
        this.version = version;
        this.mode = mode;
        this.options = options;
        this.weaver = weaver;
        this.routes = routes;
        this.upgrades = upgrades;
        this.events = events;
        this.audit = new Audit(log);
        this.detach = detach;
    }

    /** @throws JMException if the platform MBean server refuses */
    public synchronized void register() throws JMException {
        if (!registered && !leaving) {
            registered = true;
            ManagementFactory.getPlatformMBeanServer().registerMBean(this, new ObjectName(NAME));
        }
    }

    /** @throws JMException if the platform MBean server refuses */
    public synchronized void unregister() throws JMException {
        if (registered) {
            registered = false;
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(new ObjectName(NAME));
        }
    }

    /** Nothing decides from the next call on, no rule is in force, and no change is taken any more. */
    public synchronized void leave() {
        leaving = true;
        weaver.disable();
        publish(RuleSet.EMPTY);
    }

    private void checkStaying() {
        if (leaving) {
            throw new IllegalStateException("Hotroute is leaving this JVM");
        }
    }

    @Override
    public List<String> detach() throws Exception {
        audit.record(Audit.jmxClient(), "detach");
        return detach.call();
    }

    /**
     * Applies the rules in a file.
     *
     * @throws IllegalArgumentException if the file can't be read or its rules are refused
     */
    public void applyFile(String file) {
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

    @Override
    public void apply(String yaml) {
        apply(yaml, Audit.jmxClient());
    }

    private synchronized void apply(String yaml, String source) {
        change("apply", source, () -> RuleParser.parse(yaml));
    }

    @Override
    public synchronized void setWeight(String service, double percent) {
        String text = Double.isFinite(percent)
                ? BigDecimal.valueOf(percent).stripTrailingZeros().toPlainString()
                : String.valueOf(percent);
        change(
                "setWeight " + service + " " + text,
                Audit.jmxClient(),
                () -> rules.withWeight(service, Weight.ofPercent(text)));
    }

    @Override
    public synchronized void rollback(String service) {
        change("rollback " + service, Audit.jmxClient(), () -> rules.rolledBack(service));
    }

    @Override
    public synchronized void clear() {
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
        audit.record(source, action + ": " + difference(before, after));
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

    @Override
    public List<String> explain(String service, String method, String[] arguments, String[] attachments) {
        ServiceKey key = keyOf(service);
        List<String> lines = weaver.explain(key, sample(method, arguments, attachments));
        return lines.isEmpty() ? Collections.singletonList(NO_REFERENCE + key + ADVICE) : lines;
    }

    private static SampleCall sample(String method, String[] arguments, String[] attachments) {
        if (method == null || method.trim().isEmpty()) {
            throw new IllegalArgumentException("method: it is empty; allowed: a method's name");
        }
        try {
            List<Object> values = new ArrayList<>();
            for (int i = 0; arguments != null && i < arguments.length; i++) {
                values.add(YamlValue.parse("arguments[" + i + "]", arguments[i]));
            }
            Map<String, String> pairs = new HashMap<>();
            for (String pair : attachments == null ? new String[0] : attachments) {
                int equals = pair.indexOf('=');
                if (equals < 1) {
                    throw new IllegalArgumentException(
                            "attachments: '" + pair + "' is not allowed; allowed: key=value");
                }
                pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
            return new SampleCall(method.trim(), values, pairs);
        } catch (RuleException e) {
            throw new IllegalArgumentException(e.getMessage());
        }
    }

    @Override
    public void rememberCalls(String service, int calls) {
        ServiceKey key = keyOf(service);
        if (calls < 0 || calls > MOST_REMEMBERED) {
            throw new IllegalArgumentException(
                    "calls: '" + calls + "' is not allowed; allowed: 0 to " + MOST_REMEMBERED);
        }
        weaver.remember(key, calls);
        audit.record(Audit.jmxClient(), "rememberCalls " + key + " " + calls);
    }

    @Override
    public List<String> recentCalls(String service) {
        return weaver.recentCalls(keyOf(service));
    }

    private ServiceKey keyOf(String service) {
        try {
            return rules.rule(service).service();
        } catch (RuleException e) {
            throw new IllegalArgumentException(e.getMessage());
        }
    }

    @Override
    public List<CheckInfo> check(String service) {
        ServiceKey key = keyOf(service);
        List<CheckInfo> infos = new ArrayList<>();
        for (CheckResult result : weaver.check(key)) {
            infos.add(new CheckInfo(result));
        }
        if (infos.isEmpty()) {
            infos.add(new CheckInfo(new CheckResult(
                    "none", "reference", CheckResult.Verdict.FAIL, NO_REFERENCE + key, ADVICE.substring(2))));
        }
        return infos;
    }

    @Override
    public void degrade(String service) {
        Upgrade upgrade = upgradeOf(service);
        upgrade.guard().requestOpen("by an operator");
        audit.record(Audit.jmxClient(), "degrade " + service);
    }

    @Override
    public void restore(String service) {
        Upgrade upgrade = upgradeOf(service);
        upgrade.guard().requestClose("by an operator");
        audit.record(Audit.jmxClient(), "restore " + service);
    }

    @Override
    public void rollout(String service, String action) {
        ServiceRollout rollout = upgradeOf(service).rollout();
        if (rollout == null) {
            throw new IllegalArgumentException(
                    "service: '" + service + "' is not allowed; allowed: a service whose rule has rollout");
        }
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
                throw new IllegalArgumentException(
                        "action: '" + action + "' is not allowed; allowed: pause, resume, promote or abort");
        }
        audit.record(source, "rollout " + service + " " + action);
    }

    @Override
    public void startDrill(
            String service, String target, String fault, String methods, String percent, String duration) {
        checkStaying();
        DrillPlan plan = DrillPlan.of(target, fault, methods, percent, duration, DrillPlan.DEFAULT_MOST_SHARE);
        upgradeOf(service).startDrill(plan, System.nanoTime());
        String text = "drill of " + service + ": " + plan;
        audit.record(Audit.jmxClient(), text);
        events.record(Events.DRILL, text + ", begins");
    }

    @Override
    public void stopDrill(String service) {
        String source = Audit.jmxClient();
        boolean stopped = upgradeOf(service).stopDrill(StoppedBy.OPERATOR, source, System.nanoTime());
        audit.record(source, "stopDrill " + service + (stopped ? "" : ": there is none"));
    }

    @Override
    public List<String> drillReport(String service) {
        DrillReport report = upgradeOf(service).drillReport(System.nanoTime());
        return report == null ? Collections.emptyList() : report.lines();
    }

    @Override
    public void shadow(String service, String action) {
        ServiceShadow shadow = shadowOf(service);
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
                throw new IllegalArgumentException(
                        "action: '" + action + "' is not allowed; allowed: stop, resume or reset");
        }
        audit.record(source, "shadow " + service + " " + action);
    }

    @Override
    public List<String> shadowReport(String service) {
        return shadowOf(service).report().lines();
    }

    @Override
    public String shadowReportJson(String service) {
        return Json.of(shadowOf(service).report().asMap());
    }

    private ServiceShadow shadowOf(String service) {
        ServiceShadow shadow = upgrades.findShadow(keyOf(service));
        if (shadow == null) {
            throw new IllegalArgumentException(
                    "service: '" + service + "' is not allowed; allowed: a service whose rule has shadow");
        }
        return shadow;
    }

    @Override
    public List<ShadowInfo> getShadows() {
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

    private Upgrade upgradeOf(String service) {
        ServiceKey key = keyOf(service);
        Upgrade upgrade = upgrades.find(key);
        if (upgrade == null) {
            throw new IllegalArgumentException(
                    "service: '" + service + "' is not allowed; allowed: a service whose rule has degrade or rollout");
        }
        return upgrade;
    }

    @Override
    public List<GuardInfo> getGuards() {
        long now = System.nanoTime();
        List<GuardInfo> infos = new ArrayList<>();
        for (Upgrade upgrade : upgrades.all()) {
            for (GuardStatus status : upgrade.guard().status()) {
                infos.add(new GuardInfo(status, now));
            }
        }
        return infos;
    }

    @Override
    public long getGuardOverflows() {
        return upgrades.budget().overflows();
    }

    @Override
    public List<RolloutInfo> getRollouts() {
        List<RolloutInfo> infos = new ArrayList<>();
        for (Upgrade upgrade : upgrades.all()) {
            if (upgrade.rollout() != null) {
                infos.add(new RolloutInfo(upgrade.rollout().status()));
            }
        }
        return infos;
    }

    @Override
    public List<String> getEvents() {
        return events.history();
    }

    @Override
    public synchronized void setEnabled(boolean enabled) {
        checkStaying();
        if (enabled) {
            weaver.enable();
        } else {
            weaver.disable();
        }
        audit.record(Audit.jmxClient(), enabled ? "enabled" : "disabled: every call goes its usual way");
    }

    @Override
    public boolean isEnabled() {
        return Gate.isOpen();
    }

    @Override
    public String getRules() {
        return rules.text();
    }

    @Override
    public String getVersion() {
        return version;
    }

    @Override
    public String getJdk() {
        return System.getProperty("java.version") + " " + System.getProperty("java.vm.name");
    }

    @Override
    public String getMode() {
        return mode;
    }

    @Override
    public List<String> getOptions() {
        return options.described();
    }

    @Override
    public List<DubboInfo> getDubbos() {
        List<DubboInfo> infos = new ArrayList<>();
        for (DubboStatus status : weaver.found()) {
            infos.add(new DubboInfo(status));
        }
        return infos;
    }

    @Override
    public List<ReferenceInfo> getReferences() {
        List<ReferenceInfo> infos = new ArrayList<>();
        for (ReferenceStatus status : weaver.references()) {
            infos.add(new ReferenceInfo(status));
        }
        return infos;
    }

    @Override
    public List<DecisionCount> getDecisions() {
        List<DecisionCount> counts = new ArrayList<>();
        for (ServiceRoute route : routes.table().routes()) {
            for (RouteCount count : route.counts()) {
                counts.add(new DecisionCount(route, count));
            }
        }
        return counts;
    }

    @Override
    public long getFaults() {
        return Faults.total();
    }

    @Override
    public String getLastFault() {
        String last = Faults.last();
        return last == null ? "" : last;
    }

    @Override
    public boolean isFuseBlown() {
        return Faults.isBlown();
    }

    @Override
    public List<String> getAudit() {
        return audit.entries();
    }

    @Override
    public void addNotificationListener(NotificationListener listener, NotificationFilter filter, Object handback) {
        events.broadcaster().addNotificationListener(listener, filter, handback);
    }

    @Override
    public void removeNotificationListener(NotificationListener listener) throws ListenerNotFoundException {
        events.broadcaster().removeNotificationListener(listener);
    }

    @Override
    public void removeNotificationListener(NotificationListener listener, NotificationFilter filter, Object handback)
            throws ListenerNotFoundException {
        events.broadcaster().removeNotificationListener(listener, filter, handback);
    }

    @Override
    public MBeanNotificationInfo[] getNotificationInfo() {
        return events.broadcaster().getNotificationInfo();
    }

    private interface Change {
        RuleSet result() throws RuleException;
    }
}
