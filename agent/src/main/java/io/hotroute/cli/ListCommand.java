package io.hotroute.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hotroute list}: the JVMs of this machine that have Dubbo. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        versionProvider = Hotroute.Version.class,
        description = {
            "Lists the JVMs of this machine that have loaded Dubbo, and those that cannot be asked.",
            "Loads no agent into them and starts no management in them."
        },
        footer = {
            "",
            "HOTROUTE is the agent's version; 'yes' if the JVM has the agent but tells no version, '-' without agent.",
            "A JVM that keeps no performance data file (-XX:-UsePerfData, -XX:+PerfDisableSharedMem) is not seen here;"
                    + " 'hotroute attach' works on it."
        })
final class ListCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--all", description = "Also list JVMs without Dubbo.")
    private boolean all;

    @Option(names = "--json", description = "Print a JSON array.")
    private boolean json;

    @Override
    public Integer call() throws CommandFailure {
        List<JvmStatus> listed = new ArrayList<>();
        for (Map.Entry<Long, String> jvm : Jvm.running().entrySet()) {
            JvmStatus status = JvmStatus.of(jvm.getKey(), jvm.getValue());
            boolean ended = status.error() != null && !new LocalProcess(jvm.getKey()).exists();
            if (!ended && (all || status.mayHaveDubbo())) {
                listed.add(status);
            }
        }
        print(listed);
        return 0;
    }

    private void print(List<JvmStatus> listed) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (json) {
            out.println(listed.stream().map(JvmStatus::json).collect(Collectors.joining(",\n ", "[", "]")));
        } else if (listed.isEmpty()) {
            err.println("hotroute: no JVM " + (all ? "found" : "with Dubbo found; --all lists those without, too"));
        } else {
            out.println(JvmStatus.header());
            listed.forEach(status -> out.println(status.row()));
        }
        listed.stream()
                .filter(status -> status.error() != null)
                .forEach(status -> err.println("hotroute: " + status.error()));
    }
}
