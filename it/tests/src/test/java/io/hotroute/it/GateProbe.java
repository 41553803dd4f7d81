package io.hotroute.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.it.harness.AgentJar;
import io.hotroute.it.harness.Checkout;
import io.hotroute.it.harness.ForkedJvm;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.ToolProvider;

/**
 * A small agent that stands at the gate in the boot class path and counts who passes. A JVM never tells the current bytes of
 * a class that was retransformed; but woven code passes the gate, and code as it was does not.
 */
final class GateProbe {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final String SOURCE =
            """
            import io.hotroute.bootstrap.Gate;
            import io.hotroute.bootstrap.Handler;
            import java.util.ArrayList;
            import java.util.List;
            import java.util.concurrent.atomic.AtomicInteger;

            public class Probe implements Handler {
                private static final AtomicInteger PASSED = new AtomicInteger();
                private final boolean fails;

                Probe(boolean fails) {
                    this.fails = fails;
                }

                private void pass() {
                    PASSED.incrementAndGet();
                    if (fails) {
                        throw new StackOverflowError("the agent's");
                    }
                }

                private static List<String> endThreads(String prefix) throws InterruptedException {
                    List<String> ended = new ArrayList<>();
                    for (Thread thread : Thread.getAllStackTraces().keySet()) {
                        if (thread.getName().startsWith(prefix)) {
                            thread.interrupt();
                            thread.join(10_000);
                            ended.add(thread.getName() + (thread.isAlive() ? " DID NOT END" : ""));
                        }
                    }
                    return ended;
                }

                public static void agentmain(String arguments) throws InterruptedException {
                    if (arguments.equals("end")) {
                        // First the one that would start the others again.
                        List<String> ended = endThreads("hotroute-control");
                        ended.addAll(endThreads("hotroute-"));
                        System.out.println("ENDED " + ended);
                    } else if (arguments.equals("open") || arguments.equals("fail")) {
                        PASSED.set(0);
                        Gate.open(new Probe(arguments.equals("fail")));
                    } else {
                        Gate.close();
                        System.out.println("PASSED " + PASSED);
                    }
                }

                public void created(Class<?> owner, Object invoker) {
                    pass();
                }

                public Object enter(Class<?> owner, Object invoker, Object invocation) {
                    pass();
                    return null;
                }

                public Object invokerFor(Class<?> owner, Object invoker, Object invocation) {
                    pass();
                    return invoker;
                }

                public Object invoke(Object detour, Object invocation) {
                    return Gate.PROCEED;
                }
            }
            """;

    private final Path jar;

    private GateProbe(Path jar) {
        this.jar = jar;
    }

    static GateProbe build(Path folder) throws IOException {
        Path source = Files.writeString(folder.resolve("Probe.java"), SOURCE);
        int exit = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-cp",
                        Checkout.root().resolve("bootstrap/target/classes").toString(),
                        "-d",
                        folder.toString(),
                        source.toString());
        assertThat(exit).isZero();
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Agent-Class", "Probe");
        Path jar = folder.resolve("probe.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            out.putNextEntry(new JarEntry("Probe.class"));
            Files.copy(folder.resolve("Probe.class"), out);
        }
        return new GateProbe(jar);
    }

    /** From then on the agent fails at every passage, until its fuse blows. */
    void failAtEveryPassage(ForkedJvm jvm) {
        AgentJar.load(jvm, jar, "fail");
    }

    /** Ends the agent's threads, and waits until they have ended. @return their names */
    String endTheAgentsThreads(ForkedJvm jvm) {
        AgentJar.load(jvm, jar, "end");
        return jvm.awaitLine("ENDED ", TIMEOUT).substring("ENDED ".length());
    }

    /** Closes the gate when it is done. @return how often the gate was passed meanwhile */
    int passages(ForkedJvm jvm, Runnable calls) {
        AgentJar.load(jvm, jar, "open");
        calls.run();
        AgentJar.load(jvm, jar, "count");
        return Integer.parseInt(jvm.awaitLine("PASSED ", TIMEOUT).substring("PASSED ".length()));
    }
}
