package io.hotroute.rule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The fields of one YAML mapping. Immutable; lives for one parse. */
final class Fields {

    /** A mapping without fields. */
    static final Fields NONE = new Fields("", 0, Collections.emptyMap());

    private final String prefix;
    private final int line;
    private final Map<String, Value> values;

    private Fields(String prefix, int line, Map<String, Value> values) {
        this.prefix = prefix;
        this.line = line;
        this.values = values;
    }

    /** @param document what stands before every path, such as {@code document 2, }; may be empty */
    static Fields ofDocument(Node node, String document, List<String> known) throws RuleException {
        if (!(node instanceof MappingNode)) {
            String where = document.isEmpty() ? "the rule text" : document.replaceFirst(", $", "");
            throw RuleException.of(where, Value.shown(node), "a mapping (key: value)");
        }
        return read((MappingNode) node, document).onlyKnown(known);
    }

    /** @param known null for any keys */
    static Fields of(Value value, List<String> known) throws RuleException {
        if (!(value.node() instanceof MappingNode)) {
            throw value.error(known == null ? "a mapping (key: value)" : "a mapping with: " + list(known));
        }
        Fields fields = read((MappingNode) value.node(), value.path() + ".");
        return known == null ? fields : fields.onlyKnown(known);
    }

    private static Fields read(MappingNode node, String prefix) throws RuleException {
        Map<String, Value> values = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            Node key = tuple.getKeyNode();
            if (!(key instanceof ScalarNode)) {
                throw RuleException.of(prefix + "key" + Value.lineOf(key), Value.shown(key), "a plain key");
            }
            String name = ((ScalarNode) key).getValue();
            String path = prefix + Value.clip(name);
            if (values.put(name, new Value(path, tuple.getValueNode())) != null) {
                throw new RuleException(path + Value.lineOf(key) + ": the key is there twice");
            }
        }
        return new Fields(prefix, node.getStartMark().getLine() + 1, values);
    }

    private Fields onlyKnown(List<String> known) throws RuleException {
        for (Map.Entry<String, Value> entry : values.entrySet()) {
            if (!known.contains(entry.getKey())) {
                String suggestion = Suggestion.of(entry.getKey(), known);
                throw new RuleException(entry.getValue().path()
                        + Value.lineOf(entry.getValue().node()) + ": unknown key; allowed: " + list(known)
                        + (suggestion == null ? "" : "; did you mean '" + suggestion + "'?"));
            }
        }
        return this;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    Collection<String> names() {
        return values.keySet();
    }

    Value get(String name) throws RuleException {
        Value value = values.get(name);
        if (value == null) {
            throw new RuleException(prefix + name + ": missing in the mapping at line " + line);
        }
        return value;
    }

    /** @return the one of these fields that is there */
    String exactlyOne(List<String> names) throws RuleException {
        List<String> there = new ArrayList<>(names);
        there.retainAll(values.keySet());
        if (there.size() != 1) {
            String found = there.isEmpty() ? "none of them is there" : list(there) + " are there";
            throw new RuleException((prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1)) + " (line "
                    + line + "): exactly one of " + list(names) + " is required; " + found);
        }
        return there.get(0);
    }

    static String list(List<String> names) {
        return String.join(", ", names);
    }
}
