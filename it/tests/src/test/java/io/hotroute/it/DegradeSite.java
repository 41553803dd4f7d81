package io.hotroute.it;

import static io.hotroute.it.Upgrade.NEW;
import static io.hotroute.it.Upgrade.OLD;

import io.hotroute.it.harness.AgentControl;
import io.hotroute.it.harness.AgentEvent;
import io.hotroute.it.harness.AgentJar;
import io.hotroute.it.harness.CallMode;
import io.hotroute.it.harness.CallStats;
import io.hotroute.it.harness.DubboLine;
import io.hotroute.it.harness.EmbeddedZooKeeper;
import io.hotroute.it.harness.ForkedJvm;
import io.hotroute.it.harness.Jdk;
import io.hotroute.it.harness.KindsConsumer;
import io.hotroute.it.harness.KindsProvider;
import io.hotroute.it.harness.SampleSite;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.openmbean.CompositeData;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * Both versions of a service in several groups, each with a rule and a guard of its own and steady traffic, so that many things
 * can go wrong side by side. Most of 2.0.0 is in one process; a victim's is in another.
 */
final class DegradeSite implements AutoCloseable {

    /** A group: what the rule and the reference have besides the usual. */
    record Group(String name, int callsPerSecond, CallMode mode, String degrade, String... settings) {

        Group(String name, CallMode mode, String degrade, String... settings) {
            this(name, CALLS_PER_SECOND, mode, degrade, settings);
        }

        static Group of(String name) {
            return new Group(name, CallMode.SYNC, "warmUp: 0s, backOff: {first: 1s}");
        }

        String service() {
            return KindsSite.key(name);
        }

        private String rule() {
            return Upgrade.rule(service(), String.valueOf(WEIGHT)) + "degrade: {" + degrade + "}\n";
        }
    }

    /** Of each group that does not say otherwise. */
    static final int CALLS_PER_SECOND = 60;

    /** In percent. */
    static final int WEIGHT = 40;

    /** The latency of all that are well, in ms. */
    static final String WELL = "well 20";

    /** As many calls of the baseline make its usual latency known. */
    private static final long ENOUGH_CALLS = 200;

    private static final long WARM_UP_CALLS = 300;

    /** That a group's candidate gets before it is watched, if it is to be warm. */
    private static final long WARM_CALLS = 200;

    private static final Duration WARM_UP = Duration.ofSeconds(120);

    final EmbeddedZooKeeper zooKeeper = EmbeddedZooKeeper.start();
    final SampleSite site;
    final KindsProvider old;
    final KindsProvider candidate;
    final KindsConsumer consumer;
    final AgentControl control;
    final Queue<String> notifications;
    KindsProvider victim;

    private final List<Group> groups;
    private final Group victims;
    private final Map<Group, KindsConsumer.Ref> references = new LinkedHashMap<>();
    private final Map<Group, CallStats> stats = new LinkedHashMap<>();

    /** @param victims the last of the groups: its 2.0.0 has a process of its own */
    DegradeSite(DubboLine line, List<Group> groups) {
        this.groups = groups;
        this.victims = groups.get(groups.size() - 1);
        this.site = new SampleSite(line, Jdk.running(), zooKeeper.registry());
        List<Group> others = groups.subList(0, groups.size() - 1);
        ForkedJvm[] jvms = {
            start("old", groups, OLD),
            start("new", others, NEW),
            startVictim(),
            site.startKindsConsumer(jvm -> jvm.javaAgent(AgentJar.path()))
        };
        this.old = KindsProvider.await(jvms[0]);
        this.candidate = KindsProvider.await(jvms[1]);
        this.victim = KindsProvider.await(jvms[2]);
        this.consumer = KindsConsumer.await(jvms[3]);
        groups.forEach(group -> old.behave(group.name(), WELL));
        others.forEach(group -> candidate.behave(group.name(), WELL));
        victim.behave(victims.name(), WELL);
        groups.forEach(group -> references.put(group, refer(group)));
        this.control = AgentControl.connect(consumer.jvm());
        this.notifications = control.notifications();
    }

    private static String exports(List<Group> groups, String version) {
        return groups.stream()
                .map(group -> "group=" + group.name() + " version=" + version)
                .collect(Collectors.joining(";"));
    }

    private KindsConsumer.Ref refer(Group group) {
        return consumer.refer(Stream.concat(Stream.of("group=" + group.name()), Stream.of(group.settings()))
                .toArray(String[]::new));
    }

    private ForkedJvm start(String application, List<Group> exported, String version) {
        return site.startKindsProvider(
                exports(exported, version), jvm -> jvm.property("sample.application", application));
    }

    private ForkedJvm startVictim() {
        return start("victim", List.of(victims), NEW);
    }

    /** The victim's process dies; another one takes its place. */
    void replaceVictim() {
        victim.jvm().kill();
        victim = KindsProvider.await(startVictim());
        victim.behave(victims.name(), WELL);
    }

    /**
     * Has the consumer warm up, and the agent learn how the baselines usually do.
     *
     * @param threads of callers for each group
     */
    void startTraffic(int threads) {
        references.forEach((group, reference) -> {
            await("calls").until(() -> !reference.call("order ready").has("exception"));
            reference.startTraffic(group.callsPerSecond(), threads, group.mode());
        });
        await("a warm consumer")
                .until(() -> groups.stream().allMatch(group -> stats(group).total() >= WARM_UP_CALLS));
    }

    /** A cold process is slower, and its guard would say so, and a rollout. */
    void warmUpCandidates(List<Group> warmed) {
        control.apply(warmed.stream()
                .map(group -> Upgrade.rule(group.service(), "60"))
                .collect(Collectors.joining("---\n")));
        await("warm candidates").atMost(WARM_UP).until(() -> warmed.stream()
                .allMatch(group -> stats(group).versions().getOrDefault(NEW, 0L) >= WARM_CALLS));
    }

    /** Applies all rules, and waits until the agent knows how the baselines usually do. */
    void applyRules() {
        control.apply(groups.stream().map(Group::rule).collect(Collectors.joining("---\n")));
        await("the baselines' usual latency").until(() -> groups.stream().allMatch(this::isBaselineKnown));
        await("candidates").until(() -> control.candidateStates().stream().allMatch("AVAILABLE"::equals));
    }

    /** Waits until the agent knows how the group's baseline usually does. */
    void awaitBaseline(Group group) {
        await("the baseline's usual latency").until(() -> isBaselineKnown(group));
    }

    private boolean isBaselineKnown(Group group) {
        return guards(group, "baseline").anyMatch(row -> (Long) row.get("calls") >= ENOUGH_CALLS);
    }

    private Stream<CompositeData> guards(Group group, String side) {
        return control.rows("Guards").stream()
                .filter(row -> row.get("service").equals(group.service() + ":1.0.0")
                        && row.get("side").equals(side)
                        && !row.get("method").equals("*"));
    }

    /** Takes up what the traffic has done so far. */
    CallStats stats(Group group) {
        CallStats more = references.get(group).trafficStats();
        return stats.merge(group, more, DegradeSite::plus);
    }

    /** The group's guard of the method that is called, on the candidate's side. */
    CompositeData guard(Group group) {
        return guards(group, "candidate")
                .max(Comparator.comparing(row -> (Long) row.get("calls")))
                .orElseThrow();
    }

    private static CallStats plus(CallStats before, CallStats more) {
        Map<String, Long> versions = new LinkedHashMap<>(before.versions());
        more.versions().forEach((version, calls) -> versions.merge(version, calls, Long::sum));
        List<String> samples = new ArrayList<>(before.errorSamples());
        samples.addAll(more.errorSamples());
        return new CallStats(
                before.total() + more.total(),
                versions,
                Map.of(),
                before.errors() + more.errors(),
                samples,
                more.p50Micros(),
                more.p99Micros(),
                Math.max(before.maxMicros(), more.maxMicros()));
    }

    List<AgentEvent> events(Group group) {
        return control.events(group.service() + ":1.0.0");
    }

    /** Waits for the group's first event of this kind from then on, such as {@code CLOSED -> OPEN}. */
    AgentEvent awaitEvent(Group group, String kind, Instant from) {
        return await(group.name() + " " + kind)
                .until(
                        () -> events(group).stream()
                                .filter(event -> event.text().contains(kind)
                                        && !event.time().isBefore(from))
                                .toList(),
                        events -> !events.isEmpty())
                .get(0);
    }

    ConditionFactory await(String what) {
        return Awaitility.await(what + " in\n" + consumer.jvm().output())
                .pollInterval(Duration.ofMillis(200))
                .atMost(Duration.ofSeconds(40));
    }

    @Override
    public void close() {
        control.close();
        consumer.close();
        candidate.close();
        victim.close();
        old.close();
        zooKeeper.close();
    }
}
