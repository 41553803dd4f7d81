package io.hotroute;

import io.hotroute.bootstrap.Faults;
import io.hotroute.bootstrap.Gate;
import io.hotroute.control.Control;
import io.hotroute.control.Events;
import io.hotroute.launch.Log;
import io.hotroute.launch.Options;
import io.hotroute.route.LiveRoutes;
import io.hotroute.upgrade.Upgrades;
import io.hotroute.weave.Weaver;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The agent of one JVM: puts the rooms together, and owns the one thread that ticks. Loaded after the boot classes are in
 * place, by {@link io.hotroute.launch.Launcher}.
 */
public final class Agent {

    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long STOP_MILLIS = 5_000;
    /** How long leaving waits for calls that are under way to a candidate. */
    private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final long FAULT_WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Log log;
    private final Options options;
    private final Events events;
    private final Weaver weaver;
    private final Control control;
    private final LiveRoutes routes = new LiveRoutes();
    private final Upgrades upgrades;
    private final String version;
    private final CountDownLatch stop = new CountDownLatch(1);
    private Thread ticker;
    private boolean wasInterrupted;
    private long windowStart = System.nanoTime();

    private Agent(
            Options options,
            Instrumentation instrumentation,
            String mode,
            String version,
            Callable<List<String>> detach) {
        this.version = version;
        this.options = options;
        this.log = new Log(System.err, options.logLevel());
        this.events = new Events(log);
        this.upgrades = new Upgrades(events);
        this.weaver = new Weaver(instrumentation, routes, upgrades, log);
        this.control = new Control(version, mode, options, weaver, routes, upgrades, events, log, detach);
    }

    /**
     * Starts the agent. Called once, by reflection.
     *
     * @param mode {@code premain} or {@code attach}
     * @param detach calls {@link #detach}, and forgets this agent
     */
    public static Agent start(
            String arguments, Instrumentation instrumentation, String mode, Callable<List<String>> detach)
            throws IOException {
        String version = version();
        Options options = Options.of(arguments, System.getProperties(), System.getenv());
        Agent agent = new Agent(options, instrumentation, mode, version, detach);
        agent.log.info("Hotroute " + version + " (" + mode + ") on JDK " + System.getProperty("java.version"));
        options.warnings().forEach(warning -> agent.log.error(warning, null));
        agent.warnOfOtherJars();
        try {
            agent.run(mode);
        } catch (Throwable failure) {
            agent.leave();
            throw failure;
        }
        return agent;
    }

    /** An attached jar is appended to the system class path, where the launcher of the first one is found again. */
    private void warnOfOtherJars() throws IOException {
        Set<String> launchers = new LinkedHashSet<>();
        for (URL launcher : Collections.list(ClassLoader.getSystemResources("io/hotroute/launch/Launcher.class"))) {
            launchers.add(launcher.toString());
        }
        if (launchers.size() > 1) {
            log.error(
                    "this is version " + version + " again, of the first jar that came into this JVM; another jar runs"
                            + " after a restart only: " + launchers,
                    null);
        }
    }

    /** Called, by reflection, when somebody attaches to a JVM where the agent runs: what they look at next is there. */
    public void attachedAgain() {
        register();
    }

    /**
     * Leaves this JVM as if the agent had never been there, but for the boot classes. Called, by reflection, once. Each step
     * is tried, whatever became of those before.
     *
     * @return what remained, one line each; empty if nothing did
     */
    public List<String> detach() {
        List<String> remained = leave();
        if (remained.isEmpty()) {
            log.info("Hotroute " + version + " has left");
        }
        return remained;
    }

    private List<String> leave() {
        List<String> remained = new ArrayList<>();
        // The host first: from here on no call is decided, even if the control is in the middle of a change.
        weaver.disable();
        step(remained, "close the control", control::leave);
        step(remained, "end the control thread", this::stopTicking);
        step(remained, "take down the candidates", () -> takeDown(remained));
        step(remained, "reset Dubbo's classes", weaver::unweave);
        step(remained, "let go of the glue", weaver::forget);
        step(remained, "unregister the MBean", control::unregister);
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
        return remained;
    }

    private void step(List<String> remained, String what, Step step) {
        try {
            step.run();
        } catch (InterruptedException interrupted) {
            wasInterrupted = true;
            remained.add("could not " + what + ": interrupted");
            log.error("on leaving, could not " + what, interrupted);
        } catch (Throwable failure) {
            remained.add("could not " + what + ": " + failure);
            log.error("on leaving, could not " + what, failure);
        }
    }

    private void stopTicking() throws InterruptedException {
        stop.countDown();
        if (ticker != null) {
            ticker.join(STOP_MILLIS);
            if (ticker.isAlive()) {
                throw new IllegalStateException("it did not end within " + STOP_MILLIS + " ms");
            }
        }
    }

    private void takeDown(List<String> remained) throws InterruptedException {
        for (String each : weaver.takeDown(System.nanoTime() + DRAIN_NANOS)) {
            remained.add(each);
            log.error("on leaving: " + each, null);
        }
    }

    private void run(String mode) {
        weaver.install();
        boolean attached = mode.equals("attach");
        if (attached) {
            applyRulesFile();
            register();
        }
        ticker = new Thread(() -> tick(!attached), "hotroute-control");
        ticker.setDaemon(true);
        ticker.setContextClassLoader(null);
        ticker.start();
    }

    private static String version() throws IOException {
        try (InputStream in = Agent.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        }
    }

    private void tick(boolean rulesFirst) {
        if (rulesFirst) {
            applyRulesFile();
        }
        try {
            long due = System.nanoTime();
            do {
                tick();
                // At a fixed rate: the guards take a late tick for a JVM that stood still.
                due = Math.max(due + TICK_NANOS, System.nanoTime());
            } while (!stop.await(due - System.nanoTime(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void tick() {
        try {
            upgrades.tick(System.nanoTime());
            weaver.tick();
            if (!weaver.found().isEmpty()) {
                register();
            }
            if (System.nanoTime() - windowStart > FAULT_WINDOW_NANOS) {
                windowStart = System.nanoTime();
                Faults.newWindow();
            }
        } catch (Throwable fault) {
            Gate.fault(fault);
        }
    }

    private void applyRulesFile() {
        String file = options.value(Options.Name.RULES);
        if (file.isEmpty()) {
            return;
        }
        try {
            control.applyFile(file);
        } catch (IllegalArgumentException | IllegalStateException refused) {
            log.error(refused.getMessage(), null);
        }
    }

    /** Not before Dubbo is there: the platform MBean server must not be started before the application has set it up. */
    private void register() {
        try {
            control.register();
        } catch (Throwable failure) {
            Gate.fault(failure);
            log.error("no JMX: the platform MBean server refused", failure);
        }
    }

    private interface Step {
        void run() throws Exception;
    }
}
