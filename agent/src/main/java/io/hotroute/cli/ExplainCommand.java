package io.hotroute.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hotroute explain}. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        versionProvider = Hotroute.Version.class,
        description = {
            "Says what the rules in a JVM do with a call, which rule decides and why, and where the call would go.",
            "No call is sent. Without a method: says what was decided for the newest calls, if they are remembered"
                    + " (MBean operation 'rememberCalls')."
        })
final class ExplainCommand extends ServiceInJvm {

    @Parameters(index = "2", paramLabel = "<method>", arity = "0..1", description = "The method that is called.")
    private String method;

    @Option(
            names = {"-a", "--argument"},
            paramLabel = "VALUE",
            description = "An argument of the call, as YAML or JSON; in their order.")
    private final List<String> arguments = new ArrayList<>();

    @Option(
            names = {"-t", "--attachment"},
            paramLabel = "KEY=VALUE",
            description = "An attachment of the call.")
    private final List<String> attachments = new ArrayList<>();

    @Override
    int ask(RemoteAgent agent) throws IOException, CommandFailure {
        List<String> lines = method == null
                ? agent.recentCalls(service())
                : agent.explain(service(), method, arguments, attachments);
        lines.forEach(this::print);
        return 0;
    }
}
