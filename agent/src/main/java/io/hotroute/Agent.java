package io.hotroute;

import io.hotroute.bootstrap.Faults;
import io.hotroute.bootstrap.Gate;
import io.hotroute.control.Control;
import io.hotroute.launch.Log;
import io.hotroute.launch.Options;
import io.hotroute.route.LiveRoutes;
import io.hotroute.weave.Weaver;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * The agent of one JVM: puts the rooms together, and owns the one thread that ticks. Loaded after the boot classes are in
 * place, by {@link io.hotroute.launch.Launcher}.
 */
public final class Agent {

    private static final long TICK_MILLIS = 250;
    private static final long FAULT_WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Log log;
    private final Options options;
    private final Weaver weaver;
    private final Control control;
    private long windowStart = System.nanoTime();

    private Agent(Options options, Instrumentation instrumentation, String mode, String version) {
        this.options = options;
        this.log = new Log(System.err, options.logLevel());
        LiveRoutes routes = new LiveRoutes();
        this.weaver = new Weaver(instrumentation, routes, log);
        this.control = new Control(version, mode, options, weaver, routes, log);
    }

    /**
     * Starts the agent. Called once, by reflection.
     *
     * @param mode {@code premain} or {@code attach}
     */
    public static Agent start(String arguments, Instrumentation instrumentation, String mode) throws IOException {
        String version = version();
        Options options = Options.of(arguments, System.getProperties(), System.getenv());
        Agent agent = new Agent(options, instrumentation, mode, version);
        agent.log.info("Hotroute " + version + " (" + mode + ") on JDK " + System.getProperty("java.version"));
        options.warnings().forEach(warning -> agent.log.error(warning, null));
        try {
            agent.run(mode);
        } catch (Throwable failure) {
            agent.weaver.abandon();
            throw failure;
        }
        return agent;
    }

    /** Called, by reflection, when somebody attaches to a JVM where the agent runs: what they look at next is there. */
    public void attachedAgain() {
        register();
    }

    private void run(String mode) {
        weaver.install();
        boolean attached = mode.equals("attach");
        if (attached) {
            applyRulesFile();
            register();
        }
        Thread ticker = new Thread(() -> tick(!attached), "hotroute-control");
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
            while (true) {
                tick();
                Thread.sleep(TICK_MILLIS);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void tick() {
        try {
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
        } catch (IllegalArgumentException refused) {
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
}
