package io.hotroute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hotroute.bootstrap.Gate;
import io.hotroute.control.Control;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AgentTest {

    private static final Class<?> WOVEN = AbstractClusterInvoker.class;

    /** A JVM with one Dubbo, which takes the class's bytes again and again, or refuses them. */
    private final class Jvm {
        final List<ClassFileTransformer> transformers = new ArrayList<>();
        boolean refusesToAdd;
        boolean refusesToRetransform;
        int retransformed;

        Instrumentation instrumentation() {
            return (Instrumentation) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Instrumentation.class}, (proxy, method, arguments) -> {
                        switch (method.getName()) {
                            case "addTransformer":
                                if (refusesToAdd) {
                                    throw new UnsupportedOperationException("no transformers here");
                                }
                                return transformers.add((ClassFileTransformer) arguments[0]);
                            case "removeTransformer":
                                return transformers.remove(arguments[0]);
                            case "getAllLoadedClasses":
                                return new Class<?>[] {WOVEN};
                            case "retransformClasses":
                                retransform();
                                return null;
                            default:
                                throw new UnsupportedOperationException(method.getName());
                        }
                    });
        }

        private void retransform() throws Exception {
            if (refusesToRetransform) {
                throw new UnsupportedOperationException("no retransformation here");
            }
            retransformed++;
            String name = WOVEN.getName().replace('.', '/');
            for (ClassFileTransformer transformer : transformers) {
                transformer.transform(WOVEN.getClassLoader(), name, WOVEN, null, bytes(name));
            }
        }

        private byte[] bytes(String name) throws IOException {
            try (InputStream in = WOVEN.getClassLoader().getResourceAsStream(name + ".class")) {
                return in.readAllBytes();
            }
        }
    }

    private final Jvm jvm = new Jvm();

    @AfterEach
    void closeTheGate() {
        Gate.close();
    }

    private Agent start() throws IOException {
        return Agent.start("log=off", jvm.instrumentation(), "attach", Collections::emptyList);
    }

    private static boolean isRegistered() throws JMException {
        return ManagementFactory.getPlatformMBeanServer().isRegistered(new ObjectName(Control.NAME));
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("hotroute"))
                .toList();
    }

    private void assertNothingIsLeft() throws JMException {
        assertThat(Gate.isOpen()).isFalse();
        assertThat(isRegistered()).isFalse();
        assertThat(threads()).isEmpty();
        assertThat(jvm.transformers).isEmpty();
    }

    @Test
    void detachedItLeavesNothingBehind() throws Exception {
        Agent agent = start();
        assertThat(Gate.isOpen()).isTrue();
        assertThat(isRegistered()).isTrue();
        assertThat(jvm.retransformed).isEqualTo(1);

        assertThat(agent.detach()).isEmpty();
        assertThat(jvm.retransformed).isEqualTo(2);
        assertNothingIsLeft();
        assertThat(start().detach()).isEmpty();
    }

    @Test
    void aStepThatFailsIsSaidAndTheOthersAreDone() throws Exception {
        Agent agent = start();
        jvm.refusesToRetransform = true;
        ManagementFactory.getPlatformMBeanServer().unregisterMBean(new ObjectName(Control.NAME));

        assertThat(agent.detach())
                .satisfiesExactly(
                        step -> assertThat(step)
                                .contains(
                                        "could not reset Dubbo's classes", "stayed woven", "no retransformation here"),
                        step -> assertThat(step).contains("could not unregister the MBean"));
        assertNothingIsLeft();
    }

    @Test
    void anAgentThatCannotStartLeavesNothingBehind() throws Exception {
        jvm.refusesToAdd = true;
        assertThatThrownBy(this::start).isInstanceOf(UnsupportedOperationException.class);
        assertNothingIsLeft();
    }
}
