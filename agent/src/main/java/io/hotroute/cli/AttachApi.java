package io.hotroute.cli;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;

/**
 * The JDK's attach API, by reflection: a class path of Java 8 does not have it, and a Java runtime without development
 * tools does not either.
 */
final class AttachApi {

    static final String VIRTUAL_MACHINE = "com.sun.tools.attach.VirtualMachine";

    static final String DESCRIPTOR = "com.sun.tools.attach.VirtualMachineDescriptor";

    /** Not an API; the agent jar's manifest exports its package to the command line. */
    static final String HOTSPOT_VIRTUAL_MACHINE = "sun.tools.attach.HotSpotVirtualMachine";

    private static final ClassLoader LOADER = loader();

    private AttachApi() {}

    /** @throws CommandFailure if this Java runtime has no attach API */
    static void check() throws CommandFailure {
        try {
            Class.forName(VIRTUAL_MACHINE, false, LOADER);
        } catch (ClassNotFoundException absent) {
            throw new CommandFailure(
                    "this Java runtime cannot attach to other JVMs (" + System.getProperty("java.home")
                            + " has no jdk.attach): run this command with the java of a JDK",
                    absent);
        }
    }

    /**
     * Calls a method whose parameters are all strings, which those used here are.
     *
     * @param target the object, or null for a static method
     * @throws Exception what the method throws
     */
    static Object call(String type, Object target, String method, String... arguments) throws Exception {
        Class<?>[] parameters = new Class<?>[arguments.length];
        Arrays.fill(parameters, String.class);
        try {
            return Class.forName(type, true, LOADER)
                    .getMethod(method, parameters)
                    .invoke(target, (Object[]) arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception) {
                throw (Exception) e.getCause();
            }
            throw e;
        }
    }

    /** The JDK's tools: in the system class loader since Java 9, in tools.jar before. */
    private static ClassLoader loader() {
        ClassLoader system = ClassLoader.getSystemClassLoader();
        File tools = new File(System.getProperty("java.home"), "../lib/tools.jar");
        try {
            return tools.isFile() ? new URLClassLoader(new URL[] {tools.toURI().toURL()}, system) : system;
        } catch (MalformedURLException impossible) {
            return system;
        }
    }
}
