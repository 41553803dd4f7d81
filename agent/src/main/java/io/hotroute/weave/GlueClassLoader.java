package io.hotroute.weave;

import java.io.ByteArrayOutputStream;
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
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                bytes.write(buffer, 0, n);
            }
            return defineClass(name, bytes.toByteArray(), 0, bytes.size(), GlueClassLoader.class.getProtectionDomain());
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
