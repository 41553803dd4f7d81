package io.hotroute.weave;

import io.hotroute.launch.Bytes;
import java.io.IOException;
import java.io.InputStream;

/**
 * Loads a copy of the {@code dubbo} room beside one Dubbo. Held by that Dubbo's own class (see {@link Glues}), so that it
 * goes when the application goes.
 *
 * <pre>
 *   isolated (agent) ----- io.hotroute.*, but not io.hotroute.dubbo
 *        \
 *         glue  <-------- io.hotroute.dubbo.*
 *        /
 *   application ---------- org.apache.dubbo.*, and all else
 * </pre>
 */
final class GlueClassLoader extends ClassLoader {

    private static final String AGENT = "io.hotroute.";
    private static final String GLUE = "io.hotroute.dubbo.";

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader agent;

    GlueClassLoader(ClassLoader agent, ClassLoader application) {
        super(application);
        this.agent = agent;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(AGENT)) {
            return super.loadClass(name, resolve);
        }
        if (!name.startsWith(GLUE)) {
            return agent.loadClass(name);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        String resource = name.replace('.', '/') + ".class";
        try (InputStream in = agent.getResourceAsStream(resource)) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = Bytes.of(in);
            return defineClass(name, bytes, 0, bytes.length, GlueClassLoader.class.getProtectionDomain());
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
