package io.hotroute.launch;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * The agent jar's three doors: {@code premain} ({@code -javaagent}), {@code agentmain} (attach to a live JVM) and
 * {@code main} (the command line). All it does is to hand over to the isolated class loader.
 *
 * <p>{@code premain} and {@code agentmain} never throw: an agent that cannot start says so in one line and leaves the
 * application alone.
 */
public final class Launcher {

    private static IsolatedClassLoader loader;
    private static Object agent;

    private Launcher() {}

    /** Called by the JVM before the application's {@code main}. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        start(arguments, instrumentation, "premain");
    }

    /** Called by the JVM when the agent is attached; attaching again to a JVM where it runs changes nothing. */
    public static void agentmain(String arguments, Instrumentation instrumentation) {
        start(arguments, instrumentation, "attach");
    }

    private static synchronized void start(String arguments, Instrumentation instrumentation, String mode) {
        try {
            if (agent != null) {
                agent.getClass().getMethod("attachedAgain").invoke(agent);
                return;
            }
            start(arguments, instrumentation, mode, jarFile());
        } catch (Throwable failure) {
            Throwable cause = failure instanceof InvocationTargetException ? failure.getCause() : failure;
            System.err.println("[hotroute] ERROR not started, the application is untouched: " + cause);
        }
    }

    private static void start(String arguments, Instrumentation instrumentation, String mode, File jar)
            throws Exception {
        IsolatedClassLoader isolated = new IsolatedClassLoader(jar);
        try {
            isolated.loadClass("io.hotroute.launch.BootClasses")
                    .getMethod("install", Instrumentation.class, File.class)
                    .invoke(null, instrumentation, jar);
            agent = isolated.loadClass("io.hotroute.Agent")
                    .getMethod("start", String.class, Instrumentation.class, String.class, Callable.class)
                    .invoke(null, arguments, instrumentation, mode, new Callable<List<String>>() {
                        @Override
                        public List<String> call() throws Exception {
                            return detach(isolated);
                        }
                    });
            loader = isolated;
        } catch (Throwable failure) {
            isolated.close();
            throw failure;
        }
    }

    /**
     * Called by the agent itself when it is told to leave. Afterwards the agent can be attached again, in a class loader of
     * its own.
     *
     * @param from the agent's class loader: only that agent is meant, and not one that came after it
     * @return what remained, one line each; empty if nothing did, as when it has left already
     */
    private static synchronized List<String> detach(IsolatedClassLoader from) throws Exception {
        if (from != loader) {
            return Collections.emptyList();
        }
        List<String> remained = new ArrayList<>();
        for (Object line : (List<?>) agent.getClass().getMethod("detach").invoke(agent)) {
            remained.add((String) line);
        }
        agent = null;
        loader = null;
        if (remained.isEmpty()) {
            // Otherwise something of it works still, and may need its jar: the garbage collector closes that then.
            from.close();
        }
        return remained;
    }

    /** The command line. */
    public static void main(String[] arguments) throws Throwable {
        File jar = jarFile();
        IsolatedClassLoader loader = new IsolatedClassLoader(jar);
        try {
            Object exitCode = loader.loadClass("io.hotroute.cli.Hotroute")
                    .getMethod("run", File.class, String[].class)
                    .invoke(null, jar, arguments);
            System.exit((Integer) exitCode);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static File jarFile() throws Exception {
        CodeSource source = Launcher.class.getProtectionDomain().getCodeSource();
        return new File(source.getLocation().toURI());
    }
}
