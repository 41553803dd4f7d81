package io.hotroute.launch;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.security.CodeSource;

/**
 * The agent jar's three doors: {@code premain} ({@code -javaagent}), {@code agentmain} (attach to a live JVM) and
 * {@code main} (the command line). All it does is to hand over to the isolated class loader.
 *
 * <p>{@code premain} and {@code agentmain} never throw: an agent that cannot start says so in one line and leaves the
 * application alone.
 */
public final class Launcher {

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
            agent = start(arguments, instrumentation, mode, jarFile());
        } catch (Throwable failure) {
            Throwable cause = failure instanceof InvocationTargetException ? failure.getCause() : failure;
            System.err.println("[hotroute] ERROR not started, the application is untouched: " + cause);
        }
    }

    private static Object start(String arguments, Instrumentation instrumentation, String mode, File jar)
            throws Exception {
        IsolatedClassLoader isolated = new IsolatedClassLoader(jar);
        try {
            isolated.loadClass("io.hotroute.launch.BootClasses")
                    .getMethod("install", Instrumentation.class, File.class)
                    .invoke(null, instrumentation, jar);
            return isolated.loadClass("io.hotroute.Agent")
                    .getMethod("start", String.class, Instrumentation.class, String.class)
                    .invoke(null, arguments, instrumentation, mode);
        } catch (Throwable failure) {
            isolated.close();
            throw failure;
        }
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
