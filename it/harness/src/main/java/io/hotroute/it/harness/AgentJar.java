package io.hotroute.it.harness;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The agent as it is delivered. Stateless. */
public final class AgentJar {

    private AgentJar() {}

    public static Path path() {
        Path jar = Checkout.root().resolve("agent/target/hotroute-agent.jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is missing: build it with 'mvn package -pl bootstrap,agent'");
        }
        return jar;
    }

    /** Attaches it to a JVM that runs, as its command line does, from this JVM. */
    public static void load(ForkedJvm jvm, String arguments) {
        load(jvm, path(), arguments);
    }

    /** Loads any agent into a JVM that runs. */
    public static void load(ForkedJvm jvm, Path jar, String arguments) {
        try {
            VirtualMachine vm = VirtualMachine.attach(String.valueOf(jvm.pid()));
            try {
                vm.loadAgent(jar.toString(), arguments);
            } finally {
                vm.detach();
            }
        } catch (IOException | AttachNotSupportedException | AgentLoadException | AgentInitializationException e) {
            throw new IllegalStateException("cannot load " + jar + " into\n" + jvm.output(), e);
        }
    }
}
