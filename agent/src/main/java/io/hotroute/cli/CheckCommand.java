package io.hotroute.cli;

import io.hotroute.control.Json;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import javax.management.openmbean.CompositeData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hotroute check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        versionProvider = Hotroute.Version.class,
        description = {
            "Checks a rule's candidate before any call is sent to it; a rule of weight 0 will do.",
            "Providers, connections, methods, and what differs from the baseline's providers. No call is sent.",
            "Exit code 0 if nothing fails, 1 if something does."
        })
final class CheckCommand extends ServiceInJvm {

    private static final String ROW = "%-5s %-14s %s";

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    int ask(RemoteAgent agent) throws IOException, CommandFailure {
        List<CompositeData> rows = agent.check(service());
        if (json) {
            printJson(rows);
        } else {
            printTable(rows);
        }
        return rows.stream().anyMatch(row -> text(row, "verdict").equals("fail")) ? 1 : 0;
    }

    private void printTable(List<CompositeData> rows) {
        String reference = "";
        for (CompositeData row : rows) {
            if (!text(row, "reference").equals(reference)) {
                reference = text(row, "reference");
                print("reference: " + reference);
            }
            String advice = text(row, "advice");
            print(String.format(
                    ROW,
                    text(row, "verdict").toUpperCase(Locale.ROOT),
                    text(row, "item"),
                    text(row, "found") + (advice.isEmpty() ? "" : " -> " + advice)));
        }
    }

    private void printJson(List<CompositeData> rows) {
        StringBuilder array = new StringBuilder("[");
        for (CompositeData row : rows) {
            array.append(array.length() == 1 ? "{" : ",\n {");
            String separator = "";
            for (String field : new String[] {"reference", "item", "verdict", "found", "advice"}) {
                array.append(separator).append('"').append(field).append("\": ").append(Json.text(text(row, field)));
                separator = ", ";
            }
            array.append('}');
        }
        print(array.append(']').toString());
    }

    private static String text(CompositeData row, String field) {
        return String.valueOf(row.get(field));
    }
}
