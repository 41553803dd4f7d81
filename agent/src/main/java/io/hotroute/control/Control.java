package io.hotroute.control;

import io.hotroute.bootstrap.Faults;
import io.hotroute.bootstrap.Gate;
import io.hotroute.drill.DrillPlan;
import io.hotroute.launch.Log;
import io.hotroute.launch.Options;
import io.hotroute.route.LiveRoutes;
import io.hotroute.upgrade.Upgrades;
import io.hotroute.weave.Weaver;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.Callable;
import javax.management.JMException;
import javax.management.ListenerNotFoundException;
import javax.management.MBeanNotificationInfo;
import javax.management.NotificationEmitter;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;
import javax.management.ObjectName;

/** The one MBean: hands each operation of {@link ControlMXBean} to what is for its subject. Thread-safe. */
public final class Control implements ControlMXBean, NotificationEmitter {

    /** The MXBean's name. */
    public static final String NAME = "io.hotroute:type=Control";

    private final String version;
    private final String mode;
    private final Options options;
    private final Events events;
    private final Audit audit;
    private final RuleOperations rules;
    private final UpgradeOperations upgradeOperations;
    private final DrillOperations drills;
    private final ShadowOperations shadows;
    private final Inspection inspection;
    private final Callable<List<String>> detach;
    private boolean registered;

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
        this.events = events;
        this.audit = new Audit(log);
        this.rules = new RuleOperations(weaver, routes, upgrades, audit);
        ServiceLookup services = new ServiceLookup(rules::inForce, upgrades);
        this.upgradeOperations = new UpgradeOperations(services, upgrades, audit);
        this.drills = new DrillOperations(services, events, audit);
        this.shadows = new ShadowOperations(services, upgrades, audit);
        this.inspection = new Inspection(services, weaver, routes, audit);
        this.detach = detach;
    }

    /** @throws JMException if the platform MBean server refuses */
    public synchronized void register() throws JMException {
        if (!registered && !rules.isLeaving()) {
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
        rules.leave();
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
        rules.applyFile(file);
    }

    @Override
    public void apply(String yaml) {
        rules.apply(yaml, Audit.jmxClient());
    }

    @Override
    public void setWeight(String service, double percent) {
        rules.setWeight(service, percent);
    }

    @Override
    public void rollback(String service) {
        rules.rollback(service);
    }

    @Override
    public void clear() {
        rules.clear();
    }

    @Override
    public String getRules() {
        return rules.inForce().text();
    }

    @Override
    public long getEpoch() {
        return rules.epoch();
    }

    @Override
    public void setEnabled(boolean enabled) {
        rules.setEnabled(enabled);
    }

    @Override
    public boolean isEnabled() {
        return Gate.isOpen();
    }

    @Override
    public List<String> explain(String service, String method, String[] arguments, String[] attachments) {
        return inspection.explain(service, method, arguments, attachments);
    }

    @Override
    public void rememberCalls(String service, int calls) {
        inspection.rememberCalls(service, calls);
    }

    @Override
    public List<String> recentCalls(String service) {
        return inspection.recentCalls(service);
    }

    @Override
    public List<CheckInfo> check(String service) {
        return inspection.check(service);
    }

    @Override
    public List<DubboInfo> getDubbos() {
        return inspection.dubbos();
    }

    @Override
    public List<ReferenceInfo> getReferences() {
        return inspection.references();
    }

    @Override
    public List<DecisionCount> getDecisions() {
        return inspection.decisions();
    }

    @Override
    public void degrade(String service) {
        upgradeOperations.degrade(service);
    }

    @Override
    public void restore(String service) {
        upgradeOperations.restore(service);
    }

    @Override
    public void rollout(String service, String action) {
        upgradeOperations.rollout(service, action);
    }

    @Override
    public List<GuardInfo> getGuards() {
        return upgradeOperations.guards();
    }

    @Override
    public long getGuardOverflows() {
        return upgradeOperations.guardOverflows();
    }

    @Override
    public List<RolloutInfo> getRollouts() {
        return upgradeOperations.rollouts();
    }

    @Override
    public void startDrill(
            String service, String target, String fault, String methods, String percent, String duration) {
        rules.checkStaying();
        drills.start(service, DrillPlan.of(target, fault, methods, percent, duration, DrillPlan.DEFAULT_MOST_SHARE));
    }

    @Override
    public void stopDrill(String service) {
        drills.stop(service);
    }

    @Override
    public List<String> drillReport(String service) {
        return drills.report(service);
    }

    @Override
    public void shadow(String service, String action) {
        shadows.change(service, action);
    }

    @Override
    public List<String> shadowReport(String service) {
        return shadows.report(service).lines();
    }

    @Override
    public String shadowReportJson(String service) {
        return Json.of(shadows.report(service).asMap());
    }

    @Override
    public List<ShadowInfo> getShadows() {
        return shadows.all();
    }

    @Override
    public List<String> getEvents() {
        return events.history();
    }

    @Override
    public List<String> getAudit() {
        return audit.entries();
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
}
