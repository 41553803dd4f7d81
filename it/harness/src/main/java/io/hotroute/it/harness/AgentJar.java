package io.hotroute.it.harness;

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
}
