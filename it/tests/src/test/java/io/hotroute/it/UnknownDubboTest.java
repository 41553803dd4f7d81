package io.hotroute.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.it.harness.AgentControl;
import io.hotroute.it.harness.AgentJar;
import io.hotroute.it.harness.ForkedJvm;
import io.hotroute.it.harness.Jdk;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Invariant 7: a Dubbo that the agent does not know is left alone, with one clear line, and JMX shows why. */
class UnknownDubboTest {

    private static final String INVOKER = "org/apache/dubbo/rpc/cluster/support/AbstractClusterInvoker";
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @Test
    void invariant7_aDubboOfAnotherShapeIsLeftAlone(@TempDir Path folder) throws IOException {
        Path jar = dubboOfAnotherShape(folder);
        try (ForkedJvm application = ForkedJvm.builder(Jdk.running(), "Application")
                .classPath(List.of(jar))
                .javaAgent(AgentJar.path())
                .start()) {
            assertThat(application.awaitLine("READY", TIMEOUT)).isEqualTo("READY answer");
            try (AgentControl control = AgentControl.connect(application)) {
                assertThat(control.rows("Dubbos")).singleElement().satisfies(dubbo -> {
                    assertThat(dubbo.get("version")).isEqualTo("9.9.9");
                    assertThat(dubbo.get("state")).isEqualTo("untouched");
                    assertThat((String) dubbo.get("reason")).startsWith("it lacks [org.apache.dubbo.");
                });
                control.apply(Upgrade.rule("100"));
                application.send("call");
                assertThat(application.awaitLine("READY", TIMEOUT)).isEqualTo("READY answer");
                assertThat(control.attribute("Faults")).isEqualTo(0L);
            }
            assertThat(application.stderr().lines().filter(line -> line.contains("Dubbo 9.9.9")))
                    .singleElement()
                    .asString()
                    .contains("Dubbo 9.9.9 untouched: it lacks");
        }
    }

    private static Path dubboOfAnotherShape(Path folder) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("sources"));
        Path invoker = sources.resolve("AbstractClusterInvoker.java");
        Files.writeString(
                invoker,
                """
                package org.apache.dubbo.rpc.cluster.support;
                public class AbstractClusterInvoker {
                    public Object invoke(Object invocation) { return "answer"; }
                }
                """);
        Path application = sources.resolve("Application.java");
        Files.writeString(
                application,
                """
                public class Application {
                    public static void main(String[] args) throws Exception {
                        var invoker = new org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker();
                        do {
                            System.out.println("READY " + invoker.invoke("call"));
                        } while (System.in.read() >= 0);
                    }
                }
                """);
        Path classes = folder.resolve("classes");
        int exit = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", classes.toString(), invoker.toString(), application.toString());
        assertThat(exit).isZero();
        Path jar = folder.resolve("dubbo-9.9.9.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (String name : List.of(INVOKER + ".class", "Application.class")) {
                out.putNextEntry(new JarEntry(name));
                Files.copy(classes.resolve(name), out);
            }
        }
        return jar;
    }
}
