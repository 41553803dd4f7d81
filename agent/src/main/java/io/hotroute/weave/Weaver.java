package io.hotroute.weave;

import io.hotroute.bootstrap.Gate;
import io.hotroute.launch.Log;
import io.hotroute.route.LiveRoutes;
import io.hotroute.route.SampleCall;
import io.hotroute.rule.Rule;
import io.hotroute.rule.ServiceKey;
import io.hotroute.upgrade.Upgrades;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.VisibilityBridgeStrategy;
import net.bytebuddy.dynamic.scaffold.InstrumentedType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;

/**
 * Weaves the {@link Gate} into every Dubbo of the JVM, those that are loaded already and those still to come.
 *
 * <p>A transformer of our own rather than Byte Buddy's agent builder: for every class but two it costs two string
 * comparisons, and a JVM without Dubbo never loads Byte Buddy. Only a method body changes, no member is added, so that a class that is
 * in use can be woven and reset.
 *
 * <p>Thread-safe.
 */
public final class Weaver implements ClassFileTransformer {

    static final String WOVEN_CLASS = "org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker";

    /** Woven in Dubbo 2.7 only, and not before a rule names addresses. */
    static final String PROXY_CLASS = "org.apache.dubbo.rpc.proxy.InvokerInvocationHandler";

    private static final String WOVEN_CLASS_FILE = WOVEN_CLASS.replace('.', '/');
    private static final String PROXY_CLASS_FILE = PROXY_CLASS.replace('.', '/');
    private static final Pattern JAR_VERSION = Pattern.compile("dubbo(?:-[a-z-]+)?-(\\d[\\w.-]*)\\.jar");
    private static final int SHOWN_MEMBERS = 3;

    private final Instrumentation instrumentation;
    private final Log log;
    private final LiveRoutes routes;
    private final Glues glues;
    private final Dispatcher dispatcher;
    private final List<DubboStatus> found = new CopyOnWriteArrayList<>();
    private final Set<ClassLoader> woven = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private final Set<ClassLoader> wovenProxies =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private volatile boolean proxiesWanted;
    private volatile boolean leaving;

    public Weaver(Instrumentation instrumentation, LiveRoutes routes, Upgrades upgrades, Log log) {
        this.instrumentation = instrumentation;
        this.log = log;
        this.routes = routes;
        this.glues = new Glues(routes, upgrades, log);
        this.dispatcher = new Dispatcher(routes, glues);
    }

    /** Opens the gate and weaves. A Dubbo that can't be woven is left alone, and {@link #found()} says why. */
    public void install() {
        enable();
        instrumentation.addTransformer(this, true);
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (loaded.getName().equals(WOVEN_CLASS)) {
                retransform(loaded);
            }
        }
    }

    private void retransform(Class<?> loaded) {
        try {
            instrumentation.retransformClasses(loaded);
            glues.expect(loaded);
        } catch (Throwable failure) {
            report(loaded.getClassLoader(), "untouched", "the JVM refused the woven class: " + failure);
        }
    }

    /**
     * Gives every woven class its own bytes back. The gate is to be closed before: calls that are in a woven method already
     * end in it.
     *
     * @throws IllegalStateException if a class stayed woven; all others were reset
     */
    public void unweave() {
        leaving = true;
        instrumentation.removeTransformer(this);
        List<String> refused = new ArrayList<>();
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (isWoven(loaded)) {
                try {
                    instrumentation.retransformClasses(loaded);
                } catch (Throwable failure) {
                    refused.add(loaded.getName() + " of " + loaded.getClassLoader() + ": " + failure);
                }
            }
        }
        if (!refused.isEmpty()) {
            throw new IllegalStateException("stayed woven: " + refused + "; the gate in it is closed");
        }
    }

    private boolean isWoven(Class<?> loaded) {
        return loaded.getName().equals(WOVEN_CLASS) && woven.contains(loaded.getClassLoader())
                || loaded.getName().equals(PROXY_CLASS) && wovenProxies.contains(loaded.getClassLoader());
    }

    /**
     * Takes down the candidates of all Dubbos, each when its last call under way has ended. The gate is to be closed, no
     * rule in force and nobody ticking any more.
     *
     * @return what was not done by the deadline, one line each
     */
    public List<String> takeDown(long deadlineNanos) throws InterruptedException {
        return glues.leave(deadlineNanos);
    }

    /** Lets go of the glue: nothing in the application leads to the agent any more. */
    public void forget() {
        glues.forget();
    }

    /** Lets the agent decide calls. */
    public void enable() {
        Gate.open(dispatcher);
    }

    /** From the next call on, nothing of ours decides. */
    public void disable() {
        Gate.close();
    }

    /** Called by the control thread at every tick. */
    public void tick() {
        if (!proxiesWanted && routes.table().hasRoutesByAddress()) {
            proxiesWanted = true;
            weaveProxies();
        }
        glues.tick();
    }

    /** What is not loaded yet is woven when it is. */
    private void weaveProxies() {
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (loaded.getName().equals(PROXY_CLASS)) {
                try {
                    instrumentation.retransformClasses(loaded);
                } catch (Throwable failure) {
                    Gate.fault(failure);
                    log.error("references by one URL stay as they are in " + loaded.getClassLoader(), failure);
                }
            }
        }
    }

    /** @return the Dubbos seen so far */
    public List<DubboStatus> found() {
        return Collections.unmodifiableList(new ArrayList<>(found));
    }

    /** @return the references of all Dubbos */
    public List<ReferenceStatus> references() {
        return glues.references();
    }

    /** @return what the rules do with a sample call of a service, and why; empty if no reference is about it */
    public List<String> explain(ServiceKey service, SampleCall sample) {
        return glues.explain(service, SampleCall.READER, sample);
    }

    /** @param calls how many of the newest calls of each of the service's references to remember; 0 for none */
    public void remember(ServiceKey service, int calls) {
        glues.remember(service, calls);
    }

    /** @return the calls remembered, a line each */
    public List<String> recentCalls(ServiceKey service) {
        return glues.recentCalls(service);
    }

    /** @return the check of a service's candidates, in all Dubbos; empty if no reference is about it */
    public List<CheckResult> check(ServiceKey service) {
        return glues.check(service);
    }

    /** @return what of a rule does not fit the references that it is about, as the operator is to read it; or null */
    public String problem(Rule rule) {
        return glues.problem(rule);
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
        boolean isProxy = PROXY_CLASS_FILE.equals(name) && proxiesWanted;
        if (!isProxy && !WOVEN_CLASS_FILE.equals(name) || loader == null || leaving) {
            return null;
        }
        try {
            byte[] result = isProxy ? weaveProxy(loader, classFile) : weave(loader, classFile);
            return leaving ? null : result;
        } catch (Throwable failure) {
            Gate.fault(failure);
            if (isProxy) {
                log.error("references by one URL stay as they are in " + loader, failure);
            } else {
                report(loader, "untouched", "weaving failed: " + failure);
            }
            return null;
        }
    }

    /** From 3.0 on, there is a cluster above a single URL too. */
    private byte[] weaveProxy(ClassLoader loader, byte[] classFile) {
        ClassFileLocator dubbo = new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(PROXY_CLASS, classFile), ClassFileLocator.ForClassLoader.of(loader));
        if (Compatibility.isThreeOrLater(TypePool.Default.of(dubbo))
                || !Compatibility.load().missing(dubbo).isEmpty()) {
            return null;
        }
        byte[] bytes = redefined(PROXY_CLASS, dubbo)
                .visit(SoleInvokerCall.visitor())
                .make()
                .getBytes();
        wovenProxies.add(loader);
        log.info("Dubbo " + versionOf(loader) + ": references by one URL are seen, as a rule names addresses");
        return bytes;
    }

    private static DynamicType.Builder<?> redefined(String type, ClassFileLocator dubbo) {
        return new ByteBuddy()
                .with(TypeValidation.DISABLED)
                .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
                .with(InstrumentedType.Factory.Default.FROZEN)
                .with(VisibilityBridgeStrategy.Default.NEVER)
                .with(Implementation.Context.Disabled.Factory.INSTANCE)
                .redefine(TypePool.Default.of(dubbo).describe(type).resolve(), dubbo);
    }

    private byte[] weave(ClassLoader loader, byte[] classFile) {
        ClassFileLocator dubbo = new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(WOVEN_CLASS, classFile), ClassFileLocator.ForClassLoader.of(loader));
        List<Compatibility.Member> missing = Compatibility.load().missing(dubbo);
        if (!missing.isEmpty()) {
            report(loader, "untouched", "it lacks " + shown(missing));
            return null;
        }
        byte[] bytes = redefined(WOVEN_CLASS, dubbo)
                .visit(advice(ClusterInvokerAdvice.class)
                        .on(ElementMatchers.named("invoke").and(ElementMatchers.takesArguments(1))))
                // The one-argument constructor delegates to this one, the one without arguments makes wrapper nodes.
                .visit(advice(ClusterInvokerConstructorAdvice.class)
                        .on(ElementMatchers.isConstructor().and(ElementMatchers.takesArguments(2))))
                .make()
                .getBytes();
        woven.add(loader);
        report(loader, "woven", "");
        return bytes;
    }

    private static Advice advice(Class<?> type) {
        return Advice.to(type, ClassFileLocator.ForClassLoader.of(Weaver.class.getClassLoader()));
    }

    private static String shown(List<Compatibility.Member> missing) {
        int more = missing.size() - SHOWN_MEMBERS;
        return missing.subList(0, Math.min(SHOWN_MEMBERS, missing.size())) + (more > 0 ? " and " + more + " more" : "");
    }

    private void report(ClassLoader loader, String state, String reason) {
        DubboStatus status = new DubboStatus(
                versionOf(loader),
                state,
                reason,
                loader.getClass().getName() + "@" + Integer.toHexString(System.identityHashCode(loader)));
        found.removeIf(earlier -> earlier.classLoader().equals(status.classLoader()));
        found.add(status);
        log.info(status.toString());
    }

    /** From the jar's manifest or name; the class itself is not loaded yet. */
    private static String versionOf(ClassLoader loader) {
        try {
            URL url = loader.getResource(WOVEN_CLASS_FILE + ".class");
            URLConnection connection = url.openConnection();
            connection.setUseCaches(false);
            if (connection instanceof JarURLConnection) {
                try (JarFile jar = ((JarURLConnection) connection).getJarFile()) {
                    Manifest manifest = jar.getManifest();
                    String version = manifest == null
                            ? null
                            : manifest.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
                    if (version != null) {
                        return version;
                    }
                }
            }
            Matcher matcher = JAR_VERSION.matcher(url.toString());
            return matcher.find() ? matcher.group(1) : "unknown";
        } catch (Exception unreadable) {
            return "unknown";
        }
    }
}
