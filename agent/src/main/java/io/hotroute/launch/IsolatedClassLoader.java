package io.hotroute.launch;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Loads the agent's classes and libraries from the agent jar's {@code hotroute/} folder, so that the application neither
 * sees them nor gets its own versions mixed up with them. The idea is that of the Elastic APM agent's shaded class loader.
 *
 * <pre>
 *   boot            io.hotroute.bootstrap
 *     platform
 *       isolated    this: the agent's rooms, Byte Buddy, YAML, command line      (hotroute/**.classdata)
 *       system      the agent jar's root: Launcher, IsolatedClassLoader          (and the application)
 * </pre>
 *
 * <p>Its parent is the platform class loader, so it never sees the application. Class files carry the suffix
 * {@code .classdata}: class-path scanners pass over them. The price: tools that read class files of the agent as resources
 * must ask this loader, which maps the suffix back.
 *
 * <p>Thread-safe; parallel capable. {@link #close()} releases the jar: classes loaded already go on working.
 */
public final class IsolatedClassLoader extends ClassLoader implements AutoCloseable {

    static final String FOLDER = "hotroute/";

    static {
        registerAsParallelCapable();
    }

    private final File jarFile;
    private final JarFile jar;

    /** @throws IOException if the jar can't be read */
    public IsolatedClassLoader(File jarFile) throws IOException {
        super(getSystemClassLoader().getParent());
        this.jarFile = jarFile;
        this.jar = new JarFile(jarFile, false);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                byte[] bytes = read(entryOf(name.replace('.', '/') + ".class"));
                loaded = bytes == null
                        ? getParent().loadClass(name)
                        : defineClass(name, bytes, 0, bytes.length, IsolatedClassLoader.class.getProtectionDomain());
            }
            if (resolve) {
                resolveClass(loaded);
            }
            return loaded;
        }
    }

    @Override
    public URL getResource(String name) {
        URL own = findResource(name);
        return own == null ? super.getResource(name) : own;
    }

    @Override
    protected URL findResource(String name) {
        JarEntry entry = entryOf(name);
        if (entry == null) {
            return null;
        }
        try {
            return new URL("jar:" + jarFile.toURI() + "!/" + entry.getName());
        } catch (MalformedURLException impossible) {
            return null;
        }
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        URL own = findResource(name);
        return own == null ? Collections.emptyEnumeration() : Collections.enumeration(Collections.singleton(own));
    }

    /** Without the cache of {@code jar:} connections, which would keep the jar open after {@link #close()}. */
    @Override
    public InputStream getResourceAsStream(String name) {
        JarEntry entry = entryOf(name);
        if (entry == null) {
            return super.getResourceAsStream(name);
        }
        try {
            return jar.getInputStream(entry);
        } catch (IOException | IllegalStateException unreadable) {
            return null;
        }
    }

    private JarEntry entryOf(String resource) {
        try {
            return jar.getJarEntry(FOLDER + (resource.endsWith(".class") ? resource + "data" : resource));
        } catch (IllegalStateException closed) {
            return null;
        }
    }

    private byte[] read(JarEntry entry) throws ClassNotFoundException {
        if (entry == null) {
            return null;
        }
        try (InputStream in = jar.getInputStream(entry)) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) entry.getSize());
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                bytes.write(buffer, 0, n);
            }
            return bytes.toByteArray();
        } catch (IOException | IllegalStateException unreadable) {
            throw new ClassNotFoundException("cannot read " + entry.getName() + " of " + jarFile, unreadable);
        }
    }

    @Override
    public void close() throws IOException {
        jar.close();
    }
}
