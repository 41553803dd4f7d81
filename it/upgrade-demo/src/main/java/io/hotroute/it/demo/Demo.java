package io.hotroute.it.demo;

import io.hotroute.it.harness.AgentControl;
import io.hotroute.it.harness.AgentJar;
import io.hotroute.it.harness.Consumer;
import io.hotroute.it.harness.DubboLine;
import io.hotroute.it.harness.EmbeddedZooKeeper;
import io.hotroute.it.harness.ForkedJvm;
import io.hotroute.it.harness.Jdk;
import io.hotroute.it.harness.Provider;
import io.hotroute.it.harness.SampleSite;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The demo: an unmodified consumer, pinned to version 1.0.0 of a service, is moved to the providers of 2.0.0 and back
 * while it makes calls. The script {@code it/demo} builds and starts it, and has checked its arguments: the Dubbo line,
 * such as {@code 3.3}, and the seconds per step. It ends with 1 if anything was not as it must be.
 */
public final class Demo {

    private final DubboLine line;
    private final int secondsPerStep;
    private final Console console;

    private Demo(DubboLine line, int secondsPerStep, Console console) {
        this.line = line;
        this.secondsPerStep = secondsPerStep;
        this.console = console;
    }

    public static void main(String[] args) {
        Console console = new Console(System.out, new Style(Boolean.getBoolean("hotroute.demo.colour")));
        DubboLine line = DubboLine.valueOf("V" + args[0].replace('.', '_'));
        System.exit(new Demo(line, Integer.parseInt(args[1]), console).run());
    }

    private int run() {
        try {
            explain();
            upgrade();
            return 0;
        } catch (RuntimeException | AssertionError e) {
            console.failure(e);
            return 1;
        }
    }

    private void explain() {
        console.line("Hotroute demo: OrderService is upgraded from 1.0.0 to 2.0.0 under traffic, and rolled back.");
        console.line("The consumer is a plain Dubbo " + line.version()
                + " application pinned to version 1.0.0; all it got is -javaagent.");
        console.line("Over JMX, 2.0.0 gets a share of 0, 10, 50, 100 and again 0 %, " + secondsPerStep
                + " s each ('>': the change itself).");
        console.line("");
    }

    private void upgrade() {
        try (EmbeddedZooKeeper zooKeeper = EmbeddedZooKeeper.start()) {
            console.line("ZooKeeper           port " + zooKeeper.port());
            SampleSite site = new SampleSite(line, Jdk.running(), zooKeeper.registry());
            try (Provider baseline = provider(site, Version.BASELINE);
                    Provider candidate = provider(site, Version.CANDIDATE);
                    Consumer consumer = consumer(site);
                    AgentControl control = AgentControl.connect(consumer.jvm())) {
                upgrade(new Landscape(baseline, candidate, consumer, control));
            }
        }
    }

    private void upgrade(Landscape landscape) {
        try {
            Summary summary = new Rollout(landscape, console, secondsPerStep).run();
            console.line("");
            summary.lines().forEach(console::line);
            summary.check();
            console.line("");
            console.success("OK");
        } catch (RuntimeException | AssertionError e) {
            throw new DemoFailure(e, landscape.output());
        }
    }

    private Provider provider(SampleSite site, String version) {
        return started("provider " + version, () -> site.provider(version), Provider::jvm);
    }

    private Consumer consumer(SampleSite site) {
        return started("consumer of 1.0.0", () -> site.consumer(jvm -> jvm.javaAgent(AgentJar.path())), Consumer::jvm);
    }

    private <T> T started(String name, Supplier<T> start, Function<T, ForkedJvm> jvm) {
        long before = System.nanoTime();
        T started = start.get();
        console.line(String.format(
                "%-20sprocess %d, ready after %s",
                name, jvm.apply(started).pid(), Style.time(Duration.ofNanos(System.nanoTime() - before))));
        return started;
    }
}
