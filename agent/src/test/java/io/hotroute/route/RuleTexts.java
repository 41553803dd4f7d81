package io.hotroute.route;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Rule texts from a grammar, and what remains of them after some damage. */
final class RuleTexts {

    private static final String[] TOKENS = {
        "---\n",
        "...\n",
        "\n",
        "\r\n",
        " ",
        "  ",
        "\t",
        ": ",
        ":",
        "- ",
        "? ",
        ",",
        "[",
        "]",
        "{",
        "}",
        "#",
        "&a ",
        "*a",
        "<<: *a\n",
        "!",
        "!!str ",
        "!!binary ",
        "!!java.net.URL ",
        "|",
        "|-\n",
        ">",
        "'",
        "\"",
        "%YAML 1.1\n",
        "@",
        "`",
        "~",
        "null",
        "true",
        "\\",
        "\\x",
        "\ud83d\ude80",
        "\ud83d",
        "\u0000",
        "\u0085",
        "\u2028",
        "\ufeff",
        "0",
        "-1",
        "100",
        "1e2",
        "99999999999999999999",
        "NaN",
        "configVersion",
        "key",
        "enabled",
        "priority",
        "baseline",
        "candidate",
        "route",
        "weight",
        "rules",
        "match",
        "condition",
        "to",
        "name",
        "arguments",
        "index",
        "path",
        "equals",
        "in",
        "range",
        "regex",
        "mod",
        "attachments",
        "application",
        "address",
        "stickyBy",
        "whenUnavailable",
        "degrade",
        "fallback",
        "rollout",
        "steps",
        "noise",
        "{shadow: true}",
        "degrade: {}\n",
        "shadow",
        "shadow: {methods: {include: get*}}\n",
        "readOnly",
        "compare",
        "5ms",
        "methods",
        "include",
        "(a+)+",
        "(?=x)",
        "((((",
        "=> candidate",
        " & ",
        "!=",
        "arguments[0]",
        "a.B:*",
        "*/a.B",
        "g,h/a.B:1",
        "0.0.0",
        "# x\n",
        "!<x> ",
        ">+\n",
        "%TAG ! x\n",
        "v1",
        "configVersion: v1\n",
        "key: a.B\n",
        "baseline: {version: 1}\n",
        "candidate: {version: 2}\n",
        "route: {weight: 5}\n"
    };

    private final Random random;

    RuleTexts(Random random) {
        this.random = random;
    }

    String next(boolean mutated) {
        StringBuilder text = new StringBuilder();
        if (mutated && random.nextInt(8) == 0) {
            for (int n = random.nextInt(60); n >= 0; n--) {
                text.append(token());
            }
            return text.toString();
        }
        int documents = random.nextInt(8) == 0 ? 3 : 1;
        for (int i = 0; i < documents; i++) {
            text.append(documents == 1 ? "" : "---\n").append(document(i));
        }
        for (int n = mutated ? 1 + random.nextInt(2) * random.nextInt(4) : 0; n > 0 && text.length() > 0; n--) {
            mutate(text);
        }
        return text.toString();
    }

    private String document(int number) {
        List<String> fields = new ArrayList<>();
        boolean anyVersion = random.nextInt(10) == 0;
        fields.add("configVersion: v1\n");
        String key = "a.B" + number + (anyVersion ? ":*" : some(":1", ""));
        fields.add("key: " + some(key, "blue/" + key, "g,h-1/" + key, "'*/" + key + "'") + "\n");
        fields.add("baseline: {version: 1" + maybe(() -> ", tag: base") + "}\n");
        boolean guardOnly = random.nextInt(10) == 0;
        if (guardOnly) {
            fields.add("degrade: {" + threshold() + ", " + some("action: fail", "action: backup, backup: {version: 3}")
                    + "}\n");
        } else {
            fields.add("candidate: {version: 2" + maybe(() -> ", tag: gray") + maybe(() -> ", parameters: {region: hz}")
                    + "}\n");
            fields.add(maybe(this::degrade));
            String shadow = maybe(this::shadow);
            fields.add(shadow);
            fields.add(maybe(() -> rollout(!shadow.isEmpty())));
            fields.add(route());
        }
        fields.add(maybe(() -> "enabled: true\n"));
        fields.add(maybe(() -> "priority: " + random.nextInt(9) + "\n"));
        Collections.shuffle(fields, random);
        return String.join("", fields);
    }

    private String degrade() {
        return "degrade: {scope: " + some("method", "service") + ", ratio: 1." + random.nextInt(100) + ", floor: "
                + duration() + maybe(() -> ", warmUp: 0s") + maybe(() -> ", " + threshold())
                + maybe(() -> ", backOff: {first: 1s, most: 2m}")
                + maybe(() -> ", recovery: {stepDuration: 5s}")
                + maybe(() -> ", routeBack: {ratio: 3, floor: 0}")
                + some(
                        "",
                        ", action: fail",
                        ", action: fallback, fallback: [{method: get*, value: {id: 1, tags: [a, ~]}}, {method: '*', exception: {type: a.B}}]")
                + "}\n";
    }

    private String threshold() {
        return some(
                "latency: {percentile: 99.5, above: " + duration() + "}",
                "errorPercent: 1." + random.nextInt(10),
                "consecutiveErrors: " + (1 + random.nextInt(100)));
    }

    private String duration() {
        return 1 + random.nextInt(50) + some("ms", "s", " ms");
    }

    private String rollout(boolean mirrors) {
        StringBuilder rollout = new StringBuilder("rollout:\n  steps:\n");
        for (int shadows = random.nextInt(mirrors ? 3 : 1); shadows > 0; shadows--) {
            rollout.append("    - {shadow: true")
                    .append(maybe(() -> ", minDuration: 5m"))
                    .append("}\n");
        }
        for (int weight = 1 + random.nextInt(9); weight < 100; weight += 1 + random.nextInt(60)) {
            rollout.append("    - {weight: ").append(weight).append(maybe(() -> ", minDuration: 5m"));
            rollout.append(maybe(() -> ", minSamples: 10")).append("}\n");
        }
        return rollout.append(maybe(() -> "  dryRun: true\n")).toString();
    }

    private String shadow() {
        boolean readOnly = random.nextBoolean();
        return "shadow: {methods: {include: " + (readOnly ? name() : some("getOrder", "[\"get*\", '?et']"))
                + maybe(() -> ", exclude: getSecret") + "}" + (readOnly ? ", readOnly: true" : "")
                + maybe(() -> ", percent: " + weight()) + maybe(() -> ", noise: 12.5")
                + maybe(() -> ", maxPerSecond: " + (1 + random.nextInt(50)))
                + maybe(() -> ", maxInFlight: " + (1 + random.nextInt(50))) + maybe(() -> ", timeout: " + duration())
                + maybe(() -> ", compare: {ignore: ['**.traceId', 'items[*].at']" + maybe(() -> ", timestamps: 2s")
                        + maybe(() -> ", tolerance: {absolute: 0.001}")
                        + maybe(() -> ", unordered: [tags, {path: items, key: id}], ids: ['**.orderId']") + "}")
                + maybe(() -> ", autoStop: {errorPercent: 5.5" + maybe(() -> ", dropPercent: 100")
                        + maybe(() -> ", backOff: {first: 1s, most: 1h}") + "}")
                + "}\n";
    }

    private String route() {
        StringBuilder route = new StringBuilder("route:\n  weight: " + weight() + "\n");
        route.append(maybe(() -> "  methods: {include: [" + name() + ", " + name() + "], exclude: " + name() + "}\n"));
        route.append(maybe(() ->
                "  stickyBy: " + some("{argument: 0, path: user.id}", "{attachment: user}", "{argument: 1}") + "\n"));
        route.append(maybe(() -> "  whenUnavailable: " + some("fail", "baseline") + "\n"));
        int rules = random.nextInt(5);
        route.append(rules == 0 ? "" : "  rules:\n");
        for (int i = 0; i < rules; i++) {
            route.append(rule(i));
        }
        return route.toString();
    }

    private String rule(int number) {
        if (random.nextInt(3) == 0) {
            return "    - condition: \"method" + some("=", "!=", " = ") + "get*,x & arguments[0].user.id=4* & "
                    + some("attachments[user]!=vip", "application=shop", "host=10.*") + " => "
                    + some("candidate", "baseline")
                    + "\"\n";
        }
        StringBuilder rule = new StringBuilder("    - match:\n");
        rule.append("        method: ")
                .append(some(name(), "[" + name() + ", " + name() + "]"))
                .append('\n');
        rule.append(maybe(() -> "        arguments:\n          - {index: 0" + maybe(() -> ", path: '" + path() + "'")
                + ", " + operator() + "}\n"));
        rule.append(maybe(() -> "        attachments: {user: vip, age: {" + operator() + "}}\n"));
        rule.append(maybe(() -> "        application: [shop, \"cart-*\"]\n"));
        rule.append(maybe(() -> "        address: \"10.1.*\"\n"));
        rule.append(maybe(() -> "      name: r" + number + "\n"));
        return rule.append(some("      to: baseline\n", "      to: candidate\n      weight: " + weight() + "\n"))
                .toString();
    }

    private String operator() {
        return some(
                "equals: \"42\"",
                "in: [a, 42, 1.5]",
                "range: {from: " + random.nextInt(50) + ", to: 60.5}",
                "range: {to: 7}",
                "regex: " + some("'v.p'", "'\\d+'", "\"[a-z]*(x|y)?\"", "'(?:ab)+c{2,3}'"),
                "mod: {by: 100, below: " + (1 + random.nextInt(100)) + "}");
    }

    private String weight() {
        return some("0", "100", "12.5", "0.01", String.valueOf(random.nextInt(101)));
    }

    private String name() {
        return some("getOrder", "\"get*\"", "'*'", "'?et'", "setAll");
    }

    private String path() {
        return some("user.id", "items[0]", "a.b.c", "[1].x", "x");
    }

    private String some(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String maybe(Supplier<String> text) {
        return random.nextBoolean() ? text.get() : "";
    }

    private void mutate(StringBuilder text) {
        int at = random.nextInt(text.length());
        if (random.nextInt(50) == 0) {
            enlarge(text, at);
            return;
        }
        int end = Math.min(text.length(), at + 1 + random.nextInt(8));
        switch (random.nextInt(10)) {
            case 0 -> text.deleteCharAt(at);
            case 1 -> text.insert(at, token());
            case 2 -> text.replace(at, end, token());
            case 3 -> text.insert(at, text.substring(at, end));
            case 4 ->
                text.setCharAt(at, (char) (random.nextInt(8) == 0 ? random.nextInt(0x10000) : random.nextInt(128)));
            case 5 -> nest(text, at);
            case 6 -> alias(text);
            default -> mutateLine(text);
        }
    }

    /** What takes long to read, if anything does. */
    private void enlarge(StringBuilder text, int at) {
        int size = 1 << (4 + random.nextInt(13));
        switch (random.nextInt(7)) {
            case 0 ->
                text.insert(
                        at,
                        some("a", "9", "x*", "? ", "é", "\\", "'", "a.", "[0]", "(", "a|", " ")
                                .repeat(size / 2));
            case 1 -> value(text, some("", "!!int ", "!!float ") + "9".repeat(size));
            case 2 ->
                value(
                        text,
                        some(
                                "1e" + size,
                                "1e-999999999",
                                "0x" + "f".repeat(size),
                                "1_".repeat(size) + "1",
                                "1" + ":59".repeat(size / 4),
                                "0." + "0".repeat(size) + "1"));
            case 3 ->
                value(
                        text,
                        "["
                                + some("a, ", "'1', ", "[], ", "{}, ", "1, ", "get*, ")
                                        .repeat(size / 8) + "b]");
            case 4 ->
                text.insert(
                        at, text.substring(at, Math.min(text.length(), at + 40)).repeat(1 + size / 40));
            case 5 -> bomb(text);
            default ->
                text.insert(at, some("[", "{", "- ", "? ", "{a: ", "(", "{? ").repeat(size / 4));
        }
    }

    private void value(StringBuilder text, String value) {
        // In a fallback's value a number may be of any length.
        int fallback = random.nextBoolean() ? text.indexOf("{id: ") : -1;
        int colon = text.indexOf(": ", fallback >= 0 ? fallback : random.nextInt(text.length()));
        if (colon >= 0) {
            int end = colon + 2;
            while (end < text.length() && "\n,}".indexOf(text.charAt(end)) < 0) {
                end++;
            }
            text.replace(colon + 2, end, value);
        }
    }

    /** Each anchor is a list of the one before: 9 to the power of their number in all. */
    private void bomb(StringBuilder text) {
        StringBuilder bomb = new StringBuilder("a0: &a0 x\n");
        for (int i = 1; i < 2 + random.nextInt(40); i++) {
            String alias = "*a" + (i - 1);
            bomb.append("a" + i + ": &a" + i + some(" [", " {<<: [") + String.join(", ", Collections.nCopies(9, alias))
                    + "]\n");
        }
        text.insert(random.nextBoolean() ? 0 : text.length(), bomb);
    }

    private void nest(StringBuilder text, int at) {
        String open = some("[", "{", "- ", "? ", "{a: ", "(");
        text.insert(at, open.repeat(1 + random.nextInt(random.nextInt(20) == 0 ? 2_000 : 30)));
    }

    private void alias(StringBuilder text) {
        int colon = text.indexOf(": ", random.nextInt(text.length()));
        if (colon >= 0) {
            text.insert(colon + 2, some("&a ", "*a ", "*a", "!!map "));
        }
    }

    private void mutateLine(StringBuilder text) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.toString().split("(?<=\n)")));
        int at = random.nextInt(lines.size());
        switch (random.nextInt(5)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
            case 2 -> lines.set(at, "  " + lines.get(at));
            case 3 -> lines.set(at, lines.get(at).replaceFirst("^ {2}", ""));
            default -> lines.add(lines.remove(at));
        }
        text.setLength(0);
        text.append(String.join("", lines));
    }

    private String token() {
        return TOKENS[random.nextInt(TOKENS.length)];
    }
}
