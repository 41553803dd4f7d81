package io.hotroute.cli;

import picocli.CommandLine.Parameters;

/** What the commands have in common that are about one service's rule. Not thread-safe; lives for one command. */
abstract class ServiceInJvm extends AgentInJvm {

    @Parameters(index = "1", paramLabel = "<service>", description = "The rule's key: [group/]interface[:version].")
    private String service;

    /** @return as the operator typed it */
    final String service() {
        return service;
    }
}
