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
            "No call is sent. Without a method: says what became of the newest calls, if they are remembered (--remember)."
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

    @Option(
            names = "--remember",
            paramLabel = "<n>",
            description =
                    "Has the newest <n> calls of each reference remembered from now on, 0 for none. It costs each of the"
                            + " service's calls something.")
    private Integer remember;

    @Override
    int ask(RemoteAgent agent) throws IOException, CommandFailure {
        if (remember != null) {
            agent.rememberCalls(service(), remember);
        }
        if (method != null) {
            agent.explain(service(), method, arguments, attachments).forEach(this::print);
        } else if (remember == null) {
            agent.recentCalls(service()).forEach(this::print);
        }
        return 0;
    }
}
