package io.hotroute.it;

import static io.hotroute.it.Upgrade.NEW;
import static io.hotroute.it.Upgrade.OLD;

import io.hotroute.it.harness.AgentControl;
import io.hotroute.it.harness.AgentEvent;
import io.hotroute.it.harness.AgentJar;
import io.hotroute.it.harness.CommandLine;
import io.hotroute.it.harness.DubboLine;
import io.hotroute.it.harness.EmbeddedZooKeeper;
import io.hotroute.it.harness.ForkedJvm;
import io.hotroute.it.harness.Jdk;
import io.hotroute.it.harness.KindsConsumer;
import io.hotroute.it.harness.KindsProvider;
import io.hotroute.it.harness.Outcomes;
import io.hotroute.it.harness.SampleSite;
import io.hotroute.it.harness.SeenCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * A service in several groups, each with a rule of its own, so that many things can be mirrored side by side: two providers of
 * 1.0.0, one of 2.0.0, one consumer with the agent. The 2.0.0 of the groups that are late has a process of its own, which is
 * started later.
 */
final class ShadowSite implements AutoCloseable {

    /**
     * A group.
     *
     * @param shadow what the rule has for it besides the usual, or null for no rule
     * @param calls the kinds of call that are made
     * @param variants of the answers of 1.0.0 and of 2.0.0
     * @param settings of the services and the reference besides the usual
     */
    record Group(String name, String shadow, int weight, String calls, List<String> variants, List<String> settings) {

        static Group of(String name, String calls) {
            return new Group(name, "", 0, calls, List.of("usual", "usual"), List.of());
        }

        Group variants(String old, String candidate) {
            return new Group(name, shadow, weight, calls, List.of(old, candidate), settings);
        }

        Group shadow(String more) {
            return new Group(name, more, weight, calls, variants, settings);
        }

        Group unruled() {
            return new Group(name, null, weight, calls, variants, settings);
        }

        Group weight(int percent) {
            return new Group(name, shadow, percent, calls, variants, settings);
        }

        Group settings(String... more) {
            return new Group(name, shadow, weight, calls, variants, List.of(more));
        }

        String service() {
            return name + "/" + SERVICE;
        }

        String rule() {
            return mirroring(service(), "{version: 1.0.0}", "{version: 2.0.0}", weight, shadow);
        }

        private String export(String version) {
            Stream<String> words = Stream.of(
                    "type=ProductService",
                    "group=" + name,
                    "version=" + version,
                    "variant=" + variants.get(version.equals(OLD) ? 0 : 1));
            Stream<String> more = settings.stream()
                    .filter(setting -> isOfBothSides(setting) || isOfCandidate(setting) && version.equals(NEW));
            return Stream.concat(words, more).collect(Collectors.joining(" "));
        }

        private String[] reference() {
            Stream<String> own = settings.stream().filter(setting -> !isOfCandidate(setting));
            return Stream.concat(Stream.of("type=ProductService", "group=" + name), own)
                    .toArray(String[]::new);
        }

        /** What the provider of 2.0.0 says of its methods. */
        private static boolean isOfCandidate(String setting) {
            return setting.startsWith("parameter.said.");
        }

        private static boolean isOfBothSides(String setting) {
            return setting.startsWith("protocol=")
                    || setting.startsWith("callbacks=")
                    || setting.contains(".callback=");
        }
    }

    static final String SERVICE = "io.hotroute.it.samples.ProductService";

    /**
     * So that the numbers of samples of which a verdict is made come together soon, and a machine that is busy, for which the
     * agent stops all shadows and shadows time out, does not end the test.
     */
    private static final Map<String, String> MIRROR_ALL = Map.of(
            "methods", "{include: [find, findAsync, priced, pricedAsync, failing, touch, watch]}",
            "percent", "100",
            "maxPerSecond", "10000",
            "maxInFlight", "1000",
            "timeout", "10s",
            "noise", "60",
            "autoStop", "{backOff: {first: 100ms, most: 1s}}");

    private static final int THREADS = 2;

    final EmbeddedZooKeeper zooKeeper = EmbeddedZooKeeper.start();
    final SampleSite site;
    final List<KindsProvider> olds;
    final KindsProvider candidate;
    final KindsConsumer consumer;
    final AgentControl control;

    private final Group late;
    private final Map<String, KindsConsumer.Ref> references = new LinkedHashMap<>();
    private final List<AutoCloseable> resources = new ArrayList<>(List.of(zooKeeper));

    /** @param shadow what the rule has for it besides the usual */
    static String mirroring(String key, String baseline, String candidate, int weight, String shadow) {
        Map<String, String> fields = new TreeMap<>(MIRROR_ALL);
        for (String field : shadow.isEmpty() ? new String[0] : shadow.split("; ")) {
            fields.put(field.substring(0, field.indexOf(':')), field.substring(field.indexOf(':') + 1));
        }
        return String.join(
                "\n",
                "configVersion: v1",
                "key: \"" + key + "\"",
                "baseline: " + baseline,
                "candidate: " + candidate,
                "route: {weight: " + weight + "}",
                "shadow:",
                fields.entrySet().stream()
                        .map(field -> "  " + field.getKey() + ": " + field.getValue())
                        .collect(Collectors.joining("\n")),
                "");
    }

    /** @param groups the last one is late */
    ShadowSite(DubboLine line, List<Group> groups) {
        this.site = new SampleSite(line, Jdk.running(), zooKeeper.registry());
        this.late = groups.get(groups.size() - 1);
        List<Group> others = groups.subList(0, groups.size() - 1);
        ForkedJvm[] jvms = {
            start("old-a", groups, OLD),
            start("old-b", groups, OLD),
            start("new", others, NEW),
            site.startKindsConsumer(jvm -> jvm.javaAgent(AgentJar.path()))
        };
        resources.addAll(
                0,
                Arrays.asList(jvms).stream()
                        .map(jvm -> (AutoCloseable) jvm::close)
                        .toList());
        this.olds = List.of(KindsProvider.await(jvms[0]), KindsProvider.await(jvms[1]));
        this.candidate = KindsProvider.await(jvms[2]);
        this.consumer = KindsConsumer.await(jvms[3]);
        groups.forEach(group -> references.put(group.name(), consumer.refer(group.reference())));
        this.control = AgentControl.connect(consumer.jvm());
        resources.add(0, control);
    }

    private ForkedJvm start(String application, List<Group> exported, String version) {
        String exports = exported.stream().map(group -> group.export(version)).collect(Collectors.joining(";"));
        return site.startKindsProvider(exports, jvm -> jvm.property("sample.application", application));
    }

    /** 2.0.0 of the last group. */
    KindsProvider startLate() {
        ForkedJvm jvm = start("late", List.of(late), NEW);
        resources.add(0, jvm);
        return KindsProvider.await(jvm);
    }

    KindsConsumer.Ref reference(Group group) {
        return references.get(group.name());
    }

    /** Starts so many calls per second, once the reference has a provider. */
    void start(Group group, int callsPerSecond) {
        String first = group.calls().split(",")[0];
        await("calls of " + group.name())
                .until(() -> !reference(group).call("call " + first + " first").has("exception"));
        reference(group).startCalls(group.calls(), callsPerSecond, THREADS);
    }

    Outcomes outcomes(Group group) {
        return reference(group).outcomes();
    }

    MirrorReport report(Group group) {
        return MirrorReport.of(control, group.service());
    }

    /** What both providers of 1.0.0 were called with. */
    List<SeenCalls> seenByOlds(Group group) {
        return olds.stream().map(provider -> provider.seen(group.name())).toList();
    }

    SeenCalls seenByCandidate(Group group) {
        return candidate.seen(group.name());
    }

    /** How many mirrored calls all providers together have seen. */
    int shadowsSeen(Group group) {
        return seenByCandidate(group).allShadows()
                + seenByOlds(group).stream().mapToInt(SeenCalls::allShadows).sum();
    }

    List<AgentEvent> events(Group group) {
        return control.events(group.service() + ":1.0.0");
    }

    /** Runs a command about the consumer's JVM. */
    CommandLine hotroute(String... arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        words.replaceAll(
                word -> word.equals("PID") ? String.valueOf(consumer.jvm().pid()) : word);
        return CommandLine.run(Jdk.running(), words.toArray(String[]::new));
    }

    ConditionFactory await(String what) {
        return Awaitility.await(what + " in\n" + consumer.jvm().stderr())
                .pollInterval(Duration.ofMillis(250))
                .atMost(Duration.ofSeconds(60));
    }

    @Override
    public void close() {
        for (AutoCloseable resource : resources) {
            try {
                resource.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
