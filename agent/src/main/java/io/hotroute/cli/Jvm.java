package io.hotroute.cli;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Paths;
import java.util.List;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/** One JVM of this machine, attached to. Not thread-safe. */
final class Jvm implements AutoCloseable {

    private static final String AGENT = "io.hotroute.launch.Launcher";
    private static final String CONNECTOR = "com.sun.management.jmxremote.localConnectorAddress";

    private final long pid;
    private final Object machine;

    private Jvm(long pid, Object machine) {
        this.pid = pid;
        this.machine = machine;
    }

    /** @return process ids and main classes (or jars) of the JVMs that can be seen, but not of this one */
    static SortedMap<Long, String> running() throws CommandFailure {
        AttachApi.check();
        SortedMap<Long, String> running = new TreeMap<>();
        for (long pid : LocalProcess.withPerformanceData(Paths.get("/tmp"))) {
            running.put(pid, new LocalProcess(pid).main());
        }
        try {
            for (Object descriptor : (List<?>) AttachApi.call(AttachApi.VIRTUAL_MACHINE, null, "list")) {
                String id = (String) AttachApi.call(AttachApi.DESCRIPTOR, descriptor, "id");
                String commandLine = (String) AttachApi.call(AttachApi.DESCRIPTOR, descriptor, "displayName");
                running.put(Long.parseLong(id), mainOf(commandLine));
            }
        } catch (Exception e) {
            throw new CommandFailure("the JVMs of this machine cannot be listed: " + e, e);
        }
        running.remove(LocalProcess.own());
        return running;
    }

    /** Without the arguments, which are long and may hold secrets. */
    private static String mainOf(String commandLine) {
        String main = commandLine.trim().split("\\s", 2)[0];
        return main.isEmpty() ? "?" : main;
    }

    /** Attaches, which starts nothing in the JVM but its attach listener. */
    static Jvm attach(long pid) throws CommandFailure {
        AttachApi.check();
        if (pid == LocalProcess.own()) {
            throw new CommandFailure("process " + pid + " is this command itself: 'hotroute list' shows the JVMs");
        }
        LocalProcess process = new LocalProcess(pid);
        process.check();
        try {
            return new Jvm(pid, AttachApi.call(AttachApi.VIRTUAL_MACHINE, null, "attach", Long.toString(pid)));
        } catch (Exception e) {
            throw new CommandFailure(Explanation.ofAttach(pid, process.foreignOwner(), e), e);
        }
    }

    /** Loads the agent. */
    void load(File jar, String arguments) throws CommandFailure {
        try {
            AttachApi.call(AttachApi.VIRTUAL_MACHINE, machine, "loadAgent", jar.getPath(), arguments);
        } catch (Exception e) {
            // JDK 8's attach API takes the answer of a later JVM, which is that all is well, for an error.
            if (!"0".equals(e.getMessage())) {
                throw new CommandFailure(Explanation.ofLoad(pid, jar, e), e);
            }
        }
    }

    /** Starts the JVM's local management agent if it does not run yet, and connects to it. */
    RemoteAgent manage() throws CommandFailure {
        try {
            return RemoteAgent.connect(
                    (String) AttachApi.call(AttachApi.VIRTUAL_MACHINE, machine, "startLocalManagementAgent"));
        } catch (Exception e) {
            throw new CommandFailure(
                    "nothing was done, as the management agent of JVM " + pid + " cannot be reached: " + e
                            + "; start the JVM with -javaagent instead",
                    e);
        }
    }

    /** @return whether the JVM has loaded the class; only its class table is looked at */
    boolean hasLoaded(String type) throws CommandFailure {
        // The answer is the line of superclasses, each with the address of its loader.
        return ask("VM.class_hierarchy " + type).contains(type + "/");
    }

    /** @return whether the agent runs in the JVM; after it has left, its launcher's class stays behind */
    boolean hasAgent() throws CommandFailure {
        return hasLoaded(AGENT) && ask("Thread.print").contains('"' + RemoteAgent.THREAD + '"');
    }

    private String ask(String diagnosticCommand) throws CommandFailure {
        try (InputStream in = (InputStream)
                AttachApi.call(AttachApi.HOTSPOT_VIRTUAL_MACHINE, machine, "executeJCmd", diagnosticCommand)) {
            return read(in);
        } catch (Exception e) {
            throw new CommandFailure(
                    "JVM " + pid + " cannot be asked what it runs (" + diagnosticCommand + ", JDK 9 or later can): "
                            + e,
                    e);
        }
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            bytes.write(buffer, 0, n);
        }
        return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
    }

    /** @return the version of the agent in it, or null if that needs a management agent to be started */
    String agentVersion() throws CommandFailure {
        try {
            Properties properties =
                    (Properties) AttachApi.call(AttachApi.VIRTUAL_MACHINE, machine, "getAgentProperties");
            if (properties.getProperty(CONNECTOR) == null) {
                return null;
            }
            try (RemoteAgent agent = RemoteAgent.connect(properties.getProperty(CONNECTOR))) {
                return agent.hasControl() ? agent.text("Version") : null;
            }
        } catch (Exception e) {
            throw new CommandFailure("JVM " + pid + " cannot be asked for its Hotroute: " + e, e);
        }
    }

    @Override
    public void close() {
        try {
            AttachApi.call(AttachApi.VIRTUAL_MACHINE, machine, "detach");
        } catch (Exception ended) {
            // The JVM ended meanwhile.
        }
    }
}
