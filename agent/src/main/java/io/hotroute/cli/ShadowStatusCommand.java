package io.hotroute.cli;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.management.openmbean.CompositeData;
import picocli.CommandLine.Command;

/** {@code hotroute shadow status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        versionProvider = Hotroute.Version.class,
        description =
                "Shows each method whose calls are mirrored: whether they are, and how the candidate's answers compare.")
final class ShadowStatusCommand extends AgentInJvm {

    private static final String ROW = "%-40s %-10s %8s %8s %8s %8s %8s %8s";

    @Override
    int ask(RemoteAgent agent) throws IOException {
        List<CompositeData> rows = agent.rows("Shadows");
        if (rows.isEmpty()) {
            print("no rule in force mirrors calls: none has shadow");
            return 0;
        }
        lines(rows).forEach(this::print);
        return 0;
    }

    static Set<String> lines(List<CompositeData> rows) {
        Set<String> lines = new LinkedHashSet<>();
        lines.add(String.format(
                ROW, "service method", "state", "sampled", "sent", "matched", "differ", "errors", "noise"));
        Set<String> notes = new LinkedHashSet<>();
        for (CompositeData row : rows) {
            String name = (row.get("service") + " " + row.get("method")).trim();
            lines.add(String.format(
                    ROW,
                    name,
                    row.get("state"),
                    row.get("sampled"),
                    row.get("sent"),
                    row.get("matched"),
                    row.get("mismatched"),
                    row.get("candidateErrors"),
                    row.get("noiseSamples")));
            String verdict = String.valueOf(row.get("verdict"));
            if (!verdict.isEmpty()) {
                lines.add("  " + verdict);
            }
            String[] skipped = (String[]) row.get("skipped");
            if (skipped.length > 0) {
                lines.add("  skipped " + String.join(", ", skipped));
            }
            String why = String.valueOf(row.get("why"));
            if (!why.isEmpty()) {
                long seconds = (Long) row.get("resumesInSeconds");
                notes.add(row.get("service") + " " + row.get("state") + ": " + why
                        + (seconds < 0 ? "" : "; goes on in " + seconds + " s"));
            }
        }
        lines.addAll(notes);
        return lines;
    }
}
