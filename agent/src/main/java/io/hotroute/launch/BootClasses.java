package io.hotroute.launch;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Puts {@code io.hotroute.bootstrap} on the boot class path, once in a JVM's life.
 *
 * <p>The classes are defined in the boot loader directly. The usual way, {@link
 * Instrumentation#appendToBootstrapClassLoaderSearch}, switches the JVM's class data sharing off for the application's
 * classes and prints a warning about it: the application would start more slowly because of us. It is the way taken where
 * the direct one is barred.
 */
public final class BootClasses {

    private static final String GATE = "io.hotroute.bootstrap.Gate";
    private static final int ABI = 3;

    private BootClasses() {}

    /**
     * Called by reflection, before any class that links to the boot classes is loaded.
     *
     * @throws IllegalStateException if an agent with other boot classes was in this JVM before
     * @throws IOException if the agent jar can't be read
     */
    public static void install(Instrumentation instrumentation, File agentJar) throws IOException {
        if (find() == null) {
            Map<String, byte[]> classes = read(agentJar);
            try {
                define(instrumentation, classes);
            } catch (ReflectiveOperationException | LinkageError | RuntimeException barred) {
                append(instrumentation, agentJar);
            }
        }
        checkAbi(find());
    }

    private static Class<?> find() {
        try {
            return Class.forName(GATE, false, null);
        } catch (ClassNotFoundException absent) {
            return null;
        }
    }

    private static void checkAbi(Class<?> gate) {
        try {
            int found = gate.getField("ABI").getInt(null);
            if (found != ABI) {
                throw new IllegalStateException("this JVM has boot classes of another Hotroute (ABI " + found
                        + ", here " + ABI + "): restart it to change versions");
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM has boot classes that are not Hotroute's", e);
        }
    }

    private static Map<String, byte[]> read(File agentJar) throws IOException {
        Map<String, byte[]> classes = new LinkedHashMap<>();
        try (JarFile jar = new JarFile(agentJar, false);
                ZipInputStream zip = new ZipInputStream(bootJar(jar))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName();
                if (name.startsWith("io/hotroute/")
                        && name.endsWith(".class")
                        && !name.endsWith("package-info.class")) {
                    classes.put(name.substring(0, name.length() - ".class".length()), Bytes.of(zip));
                }
            }
        }
        return classes;
    }

    private static InputStream bootJar(JarFile jar) throws IOException {
        return jar.getInputStream(jar.getEntry("hotroute/bootstrap.jar"));
    }

    private static void define(Instrumentation instrumentation, Map<String, byte[]> classes)
            throws ReflectiveOperationException {
        boolean modular = !System.getProperty("java.specification.version").startsWith("1.");
        Class<?> unsafeType = Class.forName(modular ? "jdk.internal.misc.Unsafe" : "sun.misc.Unsafe");
        if (modular) {
            openTo(instrumentation, unsafeType);
        }
        Field field = unsafeType.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        Object unsafe = field.get(null);
        Method define = unsafeType.getMethod(
                "defineClass",
                String.class,
                byte[].class,
                int.class,
                int.class,
                ClassLoader.class,
                ProtectionDomain.class);
        for (Map.Entry<String, byte[]> type : classes.entrySet()) {
            define.invoke(unsafe, type.getKey(), type.getValue(), 0, type.getValue().length, null, null);
        }
    }

    /** Opens the type's package to the isolated loader's own module, and to nobody else. */
    private static void openTo(Instrumentation instrumentation, Class<?> internal) throws ReflectiveOperationException {
        Method getModule = Class.class.getMethod("getModule");
        Object javaBase = getModule.invoke(internal);
        Set<Object> ours = Collections.singleton(getModule.invoke(BootClasses.class));
        Map<String, Set<Object>> opens =
                Collections.singletonMap(internal.getPackage().getName(), ours);
        for (Method method : Instrumentation.class.getMethods()) {
            if (method.getName().equals("redefineModule")) {
                method.invoke(
                        instrumentation,
                        javaBase,
                        Collections.emptySet(),
                        Collections.emptyMap(),
                        opens,
                        Collections.emptySet(),
                        Collections.emptyMap());
                return;
            }
        }
        throw new NoSuchMethodException("Instrumentation.redefineModule");
    }

    private static void append(Instrumentation instrumentation, File agentJar) throws IOException {
        Path file = Files.createTempFile("hotroute-bootstrap", ".jar");
        file.toFile().deleteOnExit();
        try (JarFile jar = new JarFile(agentJar, false);
                InputStream in = bootJar(jar)) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
        instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(file.toFile(), false));
    }
}
