package io.hotroute.rule;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The fields of one YAML mapping, with the path to them for error messages. Not thread-safe; lives for one parse. */
final class Fields {

    static final List<String> RULE = Collections.unmodifiableList(
            Arrays.asList("configVersion", "key", "enabled", "baseline", "candidate", "route"));
    static final List<String> TARGET = Collections.singletonList("version");
    static final List<String> ROUTE = Collections.singletonList("weight");

    private static final Pattern VERSION = Pattern.compile("[\\w.+-]{1,100}");
    private static final int SHOWN = 100;

    private final String path;
    private final int line;
    private final Map<String, Node> values;

    private Fields(String path, int line, Map<String, Node> values) {
        this.path = path;
        this.line = line;
        this.values = values;
    }

    static Fields of(Node node, String path) throws RuleException {
        if (!(node instanceof MappingNode)) {
            String where = path.isEmpty() ? "the rule text" : path.replaceFirst("[., ]+$", "");
            throw RuleException.of(where, shown(node), "a mapping (key: value)");
        }
        Map<String, Node> values = new LinkedHashMap<>();
        for (NodeTuple tuple : ((MappingNode) node).getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode)) {
                throw RuleException.of(
                        path + "key" + lineOf(tuple.getKeyNode()), shown(tuple.getKeyNode()), "a plain key");
            }
            String name = ((ScalarNode) tuple.getKeyNode()).getValue();
            if (values.put(name, tuple.getValueNode()) != null) {
                throw new RuleException(path + name + lineOf(tuple.getKeyNode()) + ": the key is there twice");
            }
        }
        return new Fields(path, node.getStartMark().getLine() + 1, values);
    }

    void onlyKnown(List<String> known) throws RuleException {
        for (Map.Entry<String, Node> entry : values.entrySet()) {
            if (!known.contains(entry.getKey())) {
                String suggestion = Suggestion.of(entry.getKey(), known);
                throw new RuleException(
                        path + clip(entry.getKey()) + lineOf(entry.getValue()) + ": unknown key; allowed: "
                                + list(known) + (suggestion == null ? "" : "; did you mean '" + suggestion + "'?"));
            }
        }
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    String text(String name) throws RuleException {
        Node node = required(name);
        if (!(node instanceof ScalarNode)) {
            throw error(name, "a single value");
        }
        return ((ScalarNode) node).getValue();
    }

    boolean bool(String name) throws RuleException {
        oneOf(name, "true", "false");
        return text(name).equals("true");
    }

    void oneOf(String name, String... allowed) throws RuleException {
        if (!Arrays.asList(allowed).contains(text(name))) {
            throw error(name, String.join(" or ", allowed));
        }
    }

    String version() throws RuleException {
        if (!VERSION.matcher(text("version")).matches()) {
            throw error("version", "a Dubbo version: letters, digits and . + - _");
        }
        return text("version");
    }

    Fields mapping(String name, List<String> known) throws RuleException {
        Node node = required(name);
        if (!(node instanceof MappingNode)) {
            throw error(name, "a mapping with: " + list(known));
        }
        Fields fields = of(node, path + name + ".");
        fields.onlyKnown(known);
        return fields;
    }

    /** Where the value stands in the text, quotes included. */
    RuleSet.Span span(String name, Offsets offsets) throws RuleException {
        Node node = required(name);
        if (((ScalarNode) node).getScalarStyle() == ScalarStyle.LITERAL
                || ((ScalarNode) node).getScalarStyle() == ScalarStyle.FOLDED) {
            throw error(name, "a value on the key's own line");
        }
        return new RuleSet.Span(
                offsets.of(node.getStartMark().getIndex()),
                offsets.of(node.getEndMark().getIndex()));
    }

    RuleException error(String name, String allowed) {
        Node node = values.get(name);
        return RuleException.of(path + name + lineOf(node), shown(node), allowed);
    }

    private Node required(String name) throws RuleException {
        Node node = values.get(name);
        if (node == null) {
            throw new RuleException(path + name + ": missing in the mapping at line " + line);
        }
        return node;
    }

    private static String lineOf(Node node) {
        return " (line " + (node.getStartMark().getLine() + 1) + ")";
    }

    private static String shown(Node node) {
        return node instanceof ScalarNode
                ? clip(((ScalarNode) node).getValue())
                : "a " + node.getNodeId().name();
    }

    static String clip(String value) {
        String oneLine = String.valueOf(value).replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]", " ");
        return oneLine.length() <= SHOWN ? oneLine : oneLine.substring(0, SHOWN) + "...";
    }

    static String list(List<String> names) {
        return String.join(", ", names);
    }
}
